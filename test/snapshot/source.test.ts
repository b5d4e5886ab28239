import { describe, expect, it } from "vitest";
import { FIELDS } from "../../src/fields/registry.ts";
import { liveFrom } from "../../src/live/source.ts";
import type { LiveUser } from "../../src/model/state.ts";
import { liveFromSnapshot } from "../../src/snapshot/source.ts";
import { readerOn } from "../live/reading.ts";
import { orgOf, snapshotOf } from "./snapshots.ts";

const NOBODY = { emails: new Set<string>(), ids: new Set<string>() };

/** Cells and unread fields, for each user. */
async function shown(without: readonly string[], ...fields: readonly string[]) {
  const from = liveFromSnapshot(await snapshotOf(undefined, { without }));
  const { users } = await from.users(FIELDS, { ...NOBODY, fields: new Set(fields), whole: true });
  return [...users.values()].map(({ email, cells, unread }) => ({
    email,
    cells: [...cells.keys()].map((id) => id.split("/")[0]),
    unread: [...unread.keys()],
  }));
}

describe("liveFromSnapshot()", () => {
  it("shows the fields that are asked for, with those that are read together, and no others", async () => {
    expect((await shown([], "title", "sms"))[0]).toEqual({
      email: "ada@example.com",
      cells: ["title", "phones"],
      unread: [],
    });
  });

  it("counts as unread what the snapshot was taken without", async () => {
    expect(await shown(["title"], "title", "name")).toEqual(
      ["ada", "bob", "cay", "dee"].map((who) => ({
        email: `${who}@example.com`,
        cells: ["name"],
        unread: ["title"],
      })),
    );
  });

  it("answers as Genesys Cloud does: organisation, lists that are asked for, and users", async () => {
    const live = liveFrom(readerOn(orgOf()));
    const saved = liveFromSnapshot(await snapshotOf());
    const lists = new Set(["skills"] as const);
    const fields = new Set(["title", "skills", "state"]);
    expect(await saved.organisation()).toEqual(await live.organisation());
    expect(await saved.names(lists)).toEqual(await live.names(lists));
    const wanted = { ...NOBODY, fields, whole: true };
    const [ours, theirs] = await Promise.all([saved, live].map((one) => one.users(FIELDS, wanted)));
    const plain = (users: ReadonlyMap<string, LiveUser> = new Map()) =>
      [...users.values()].map(({ readAt: _at, ...user }) => user);
    const byEmail = (a: { email: string }, b: { email: string }) => (a.email < b.email ? -1 : 1);
    expect(plain(ours?.users)).toEqual(plain(theirs?.users).toSorted(byEmail));
    expect(ours).toMatchObject({ whole: true, short: [], saved: true });
  });
});
