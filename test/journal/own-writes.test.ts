import { describe, expect, it } from "vitest";
import { ownWrites, type SentCall } from "../../src/journal/own-writes.ts";
import { placesOf } from "../../src/journal/places.ts";
import { type JournalRecord, writeRecord } from "../../src/journal/record.ts";
import { fakeFiles } from "../fake-files.ts";
import { AT, intent, later, outcome, RUN, runRecord } from "./samples.ts";

const OTHER = "22222222-0000-4000-8000-000000000002";
const ACCEPTED = { kind: "accepted", status: 200 } as const;

async function writesIn(
  journals: Readonly<Record<string, readonly JournalRecord[]>>,
  since = Date.parse(AT),
) {
  const files = fakeFiles();
  for (const [run, records] of Object.entries(journals))
    await files.replace(placesOf("/state", run).journal, records.map(writeRecord).join(""));
  const writes = await ownWrites(files, "/state", { orgId: "an-org", since });
  return (userId: string, ms: number, isIt: (call: SentCall) => boolean = () => true) =>
    writes(userId, Date.parse(later(ms)), isIt);
}

describe("ownWrites()", () => {
  const calls = [intent(1, { at: later(1000) }), outcome(1, ACCEPTED, later(2000))];

  it("tells the run whose call for the user was at most two minutes away", async () => {
    const runOf = await writesIn({ [RUN]: [runRecord(), ...calls] });
    expect([runOf("ada", 1500), runOf("ada", 122_000), runOf("ada", -119_000)]).toEqual([RUN, RUN, RUN]);
    expect([runOf("ada", 122_001), runOf("ada", -119_001), runOf("bob", 1500)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("takes the nearest of several runs", async () => {
    const second = [runRecord({ run: OTHER, at: later(60_000) }), intent(1, { at: later(60_000) })];
    const runOf = await writesIn({ [RUN]: [runRecord(), ...calls], [OTHER]: second });
    expect([runOf("ada", 10_000), runOf("ada", 50_000)]).toEqual([RUN, OTHER]);
  });

  it("takes none but the call that is looked for, though another is nearer", async () => {
    const body = { id: "ada", department: "Care" };
    const second = [runRecord({ run: OTHER, at: later(60_000) }), intent(1, { at: later(60_000), body })];
    const runOf = await writesIn({ [RUN]: [runRecord(), ...calls], [OTHER]: second });
    const isTitle = ({ body }: SentCall) => JSON.stringify(body).includes("title");
    expect([runOf("ada", 50_000, isTitle), runOf("ada", 50_000, () => false)]).toEqual([RUN, undefined]);
  });

  it("does not count a call that changed nothing, another organisation, or a run before that time", async () => {
    const refused = { kind: "refused", status: 409, why: "no" } as const;
    expect(
      (await writesIn({ [RUN]: [runRecord(), intent(1), outcome(1, refused)] }))("ada", 0),
    ).toBeUndefined();
    const elsewhere = runRecord({ org: { id: "else", name: "Else" } });
    expect((await writesIn({ [RUN]: [elsewhere, ...calls] }))("ada", 1500)).toBeUndefined();
    const late = await writesIn({ [RUN]: [runRecord(), ...calls] }, Date.parse(AT) + 1);
    expect(late("ada", 1500)).toBeUndefined();
  });

  it("tells nothing where journals are broken, missing or cannot be read", async () => {
    const files = fakeFiles();
    await files.replace(placesOf("/state", RUN).journal, `${writeRecord(runRecord())}no record\n`);
    const at = { orgId: "an-org", since: 0 };
    expect((await ownWrites(files, "/state", at))("ada", Date.parse(AT), () => true)).toBeUndefined();
    const closed = {
      ...files,
      list: () => Promise.reject(Object.assign(new Error("no"), { code: "EACCES" })),
    };
    expect((await ownWrites(closed, "/state", at))("ada", Date.parse(AT), () => true)).toBeUndefined();
  });
});
