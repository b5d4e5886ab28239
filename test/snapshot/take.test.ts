import { describe, expect, it } from "vitest";
import { FIELDS } from "../../src/fields/registry.ts";
import { snapshot } from "../../src/index.ts";
import type { Person } from "../../src/simulator/build.ts";
import { connectionTo } from "../laws/in-process.ts";
import { orgOf, snapshotOf } from "./snapshots.ts";

describe("snapshot()", () => {
  it("keeps everybody by e-mail, active or not, with every field and the lists of names", async () => {
    const taken = await snapshotOf();
    expect(taken).toMatchObject({ kind: "snapshot", selection: [], fields: [...FIELDS.keys()] });
    expect(taken.users.map(({ email, active }) => [email, active])).toEqual([
      ["ada@example.com", true],
      ["bob@example.com", false],
      ["cay@example.com", true],
      ["dee@example.com", true],
    ]);
    expect(taken.names.skills.map(({ name }) => name).toSorted()).toEqual(["Billing", "Chat"]);
    expect(taken.users.flatMap(({ unread }) => [...unread])).toEqual([]);
  });

  it("keeps nothing of a field that is left out, and of those that are written together with it", async () => {
    const { fields, users } = await snapshotOf(undefined, { without: ["phones", "title"] });
    const left = ["phones", "sms", "otherEmails", "title"];
    expect(fields).toEqual([...FIELDS.keys()].filter((name) => !left.includes(name)));
    expect(
      users.flatMap(({ cells }) => [...cells.values()]).filter(({ field }) => left.includes(field)),
    ).toEqual([]);
  });

  it("keeps of those above the selected ones who they are, and counts the rest of them as unread", async () => {
    const { users, selection } = await snapshotOf(undefined, { select: ["ada@*"] });
    expect(selection).toEqual(["ada@*"]);
    expect(users.map(({ email, cells }) => [email, cells.size > 2])).toEqual([
      ["ada@example.com", true],
      ["cay@example.com", false],
      ["dee@example.com", false],
    ]);
    expect([...(users[1]?.cells.keys() ?? [])]).toEqual(["email", "manager"]);
    expect(users[1]?.unread.get("title")).toContain("other users");
    expect(users[1]?.unread.has("manager")).toBe(false);
  });

  it("refuses a field that there is not, and a selection of nobody", async () => {
    const { connection, around } = connectionTo(orgOf());
    const misspelt = await snapshot({ connection, ...around, without: ["skils"] });
    expect(misspelt).toMatchObject({ ok: false, exit: 1, problems: [{ code: "unknown-field" }] });
    expect(misspelt.ok ? "" : misspelt.problems[0]?.fix).toBe("Did you mean skills?");
    const nobody = await snapshot({ connection, ...around, select: ["zoe@*"] });
    expect(nobody).toMatchObject({ ok: false, exit: 1, problems: [{ code: "nobody-selected" }] });
  });

  it("says of whom something could not be read, but not of those above", async () => {
    const users: readonly Person[] = [
      { email: "ada@example.com", manager: "bob@example.com" },
      { email: "bob@example.com", addresses: [{ mediaType: "PHONE", type: "WORK", display: "x" }] },
    ];
    const warned = async (select: readonly string[]) => {
      const { connection, around } = connectionTo(orgOf(users));
      const taken = await snapshot({ connection, ...around, select });
      return taken.warnings.map(({ code, message }) => `${code}: ${message}`);
    };
    expect(await warned([])).toEqual([
      expect.stringMatching(/^unread: For 1 user phones, sms and otherEmails are left unread/),
    ]);
    expect(await warned(["ada@*"])).toEqual([]);
  });
});
