import { describe, expect, it } from "vitest";
import type { ApplyOptions, GusEvent, Result } from "../../src/index.ts";
import { readHistory } from "../../src/journal/history.ts";
import type { Fault } from "../../src/simulator/faults.ts";
import { PHONE_SHAPES } from "../../src/simulator/phones.ts";
import { expectValue } from "../laws/gus.ts";
import { type Lived, live, type Machine, machine, STATE_DIR } from "./mortal.ts";
import { type Scene, type Stage, staged, told, writes } from "./stage.ts";

const ADA = "ada@x.example";
const EVERYBODY = ["ada", "bob", "cay"].map((name) => `${name}@x.example`);
const TITLES: Scene = {
  people: EVERYBODY.map((email) => ({ email, title: "Agent" })),
  wishes: Object.fromEntries(EVERYBODY.map((email) => [email, { title: "Lead" }])),
};

function resultOf({ answer }: Lived): Result {
  if (!answer) throw new Error("The process died");
  return expectValue(answer);
}

/** Options of a run, one call at a time, that is interrupted as soon as such an event comes. */
function interruptedAt(isIt: (event: GusEvent) => boolean): Partial<ApplyOptions> {
  const interruption = new AbortController();
  const onEvent = (event: GusEvent) => {
    if (isIt(event)) interruption.abort();
  };
  return { signal: interruption.signal, onEvent, connection: { concurrency: 1 } };
}

const wrote = (event: GusEvent) => event.type === "call" && event.method === "PATCH";

/** Three titles of which the first was written before the run was interrupted. */
async function interrupted(scene: Scene = TITLES, faults: readonly Fault[] = []) {
  const stage = await staged(scene);
  stage.org.faults.add(...faults);
  const on = machine();
  const first = resultOf(await live(stage, on, undefined, interruptedAt(wrote)));
  stage.org.faults.clear();
  expect(first.exitCode).toBe(130);
  return { stage, on, first };
}

async function historyOf(on: Machine, run: string) {
  const path = `${STATE_DIR}/runs/${run}.ndjson`;
  return expectValue(readHistory((await on.files.read(path)) ?? "", path));
}

function byAda({ plan }: Stage, result: Result) {
  const [outcome] = result.outcomes.filter(({ email }) => email === ADA);
  return { told: told({ plan, result })[ADA], reason: outcome?.reason };
}

describe("apply of a plan whose run was interrupted", () => {
  it("goes on as that run, and says what was done before", async () => {
    const { stage, on, first } = await interrupted();
    const second = resultOf(await live(stage, on));
    expect(second).toMatchObject({
      run: first.run,
      exitCode: 0,
      summary: { applied: 2, "already-applied": 1 },
    });
    expect(byAda(stage, second).reason).toBe("Applied by this run before it was interrupted");
    const history = await historyOf(on, first.run);
    expect(history.runs).toHaveLength(2);
    expect(history.calls.map(({ intent }) => intent.call)).toEqual([1, 2, 3]);
    expect(history.calls.map(({ intent: { users, body } }) => [users[0]?.version, body])).toEqual(
      stage.plan.users.map(({ id, version }) => [version, { id, title: "Lead", version }]),
    );
  });

  it("is a new run once that one has come to its end", async () => {
    const { stage, on, first } = await interrupted();
    await live(stage, on);
    const third = resultOf(await live(stage, on));
    expect(third.run).not.toBe(first.run);
    expect(third.summary["already-applied"]).toBe(3);
    expect(third.outcomes[0]?.reason).toBe("Live was as planned; nothing sent");
  });

  it("blames nobody for a list of which Genesys stored a part before the interruption", async () => {
    const { stage, on } = await interrupted({
      people: [
        {
          email: ADA,
          addresses: [
            PHONE_SHAPES.number("+34910000000"),
            { mediaType: "EMAIL", type: "HOME", address: "home@x.example" },
          ],
        },
      ],
      wishes: { [ADA]: { phones: null, otherEmails: null } },
      switches: { emptyAddresses: "clears-phones" },
    });
    expect(byAda(stage, resultOf(await live(stage, on)))).toEqual({
      told: ["update unverified"],
      reason:
        "Sent by this run before it was interrupted; live shows only a part of it, which somebody else may have written",
    });
  });

  it("keeps the plan beside the journal, with all its hashes", async () => {
    const { stage, on, first } = await interrupted();
    const kept = await on.files.read(`${STATE_DIR}/runs/${first.run}.plan.json`);
    expect(JSON.parse(kept ?? "")).toEqual(JSON.parse(JSON.stringify(stage.plan)));
  });

  it("sends what it wrote before once more where it is gone again, and tells what somebody made of it", async () => {
    const { stage, on } = await interrupted();
    stage.org.edit(ADA, { title: "Agent" });
    expect(byAda(stage, resultOf(await live(stage, on))).told).toEqual(["update applied"]);
    const other = await interrupted();
    other.stage.org.edit(ADA, { title: "CEO" });
    const second = resultOf(await live(other.stage, other.on));
    expect(byAda(other.stage, second)).toEqual({
      told: ["update changed-since"],
      reason: "Applied by this run before it was interrupted; then somebody changed title",
    });
    expect(second.exitCode).toBe(3);
    expect(other.stage.org.user(ADA).title).toBe("CEO");
  });

  it("does not take its own writes for somebody else's with --strict-pins", async () => {
    const strict = { settings: { strictPins: true } };
    const scene: Scene = { ...TITLES, wishes: { [ADA]: { state: "inactive", title: "Lead" } } };
    const { stage, on } = await interrupted(scene);
    const second = resultOf(await live(stage, on, undefined, strict));
    expect(told({ ...stage, result: second })).toEqual({
      [ADA]: ["deactivate already-applied", "update applied"],
    });
    const other = await interrupted(scene);
    other.stage.org.edit(ADA, { department: "Care" });
    const held = resultOf(await live(other.stage, other.on, undefined, strict));
    expect(told({ ...other.stage, result: held })).toEqual({
      [ADA]: ["deactivate already-applied", "update held"],
    });
  });

  it("interrupted again before it has read anything, does not deny what was done", async () => {
    const { stage, on } = await interrupted();
    const atOnce = interruptedAt((event) => event.type === "stage" && event.stage === "check");
    const second = resultOf(await live(stage, on, undefined, atOnce));
    expect(second.summary).toMatchObject({ unverified: 1, "not-sent": 2 });
    expect(byAda(stage, second).reason).toContain("not read back yet");
    expect(resultOf(await live(stage, on)).exitCode).toBe(0);
  });

  it("that cannot go on is stopped, not refused: something was written", async () => {
    const { stage, on } = await interrupted();
    stage.org.faults.add({ kind: "forbidden", permissions: ["x"], method: "GET", route: "/api/v2/users" });
    const second = resultOf(await live(stage, on));
    expect(second).toMatchObject({ exitCode: 6, stopped: { code: "read-refused" } });
  });

  it("counts its settle from what was written before", async () => {
    const people = Array.from({ length: 501 }, (_, index) => ({ email: `p${index}@x.example` }));
    const skills = people.map(({ email }) => [email, { skills: { Billing: 2 } }] as const);
    const wishes = { ...Object.fromEntries(skills), [ADA]: { title: "Lead" } };
    const { stage, on } = await interrupted({ people: [...people, { email: ADA }], wishes });
    on.now += 60_000;
    const second = await live(stage, on, undefined, { settings: { settleMs: 600_000 } });
    const pauses = second.events.filter(({ type }) => type === "pause");
    expect(pauses).toMatchObject([{ reason: "settle", ms: expect.closeTo(540_000, -2) }]);
  });
});

describe("an ambiguous call", () => {
  it("that was never settled is waited for, by whoever goes on", async () => {
    const fault: Fault = { kind: "failure", status: 504, applied: { late: 35_000 }, method: "PATCH", nth: 1 };
    const { stage, on, first } = await interrupted(TITLES, [fault]);
    expect(first.summary).toMatchObject({ unverified: 1, "not-sent": 2 });
    const sent = writes(stage).length;
    const second = await live(stage, on);
    expect(second.events.filter(({ type }) => type === "pause")).toMatchObject([
      { reason: "resume", ms: 40_000 },
    ]);
    expect(byAda(stage, resultOf(second)).told).toEqual(["update already-applied"]);
    expect(writes(stage)).toHaveLength(sent + 2);
  });

  it("of a process that died is waited for by a run of another plan as well", async () => {
    const stage = await staged(TITLES);
    const on = machine();
    await live(stage, on, { step: 7, when: "after" }, { connection: { concurrency: 1 } });
    const other = await staged({ ...TITLES, wishes: { [ADA]: { department: "Care" } } });
    const second = await live({ ...stage, plan: other.plan }, on);
    expect(second.events).toContainEqual(expect.objectContaining({ type: "warning" }));
    expect(second.events.filter(({ type }) => type === "pause")).toMatchObject([{ reason: "resume" }]);
  });
});

describe("--resume", () => {
  it("goes on with a run that has ended, if asked to", async () => {
    const { stage, on, first } = await interrupted();
    await live(stage, on);
    const third = resultOf(await live(stage, on, undefined, { resume: first.run }));
    expect(third).toMatchObject({ run: first.run, exitCode: 0 });
  });

  it.each([
    ["a run that is not there", "00000000-0000-4000-8000-00000000ffff", 1, "unknown-run"],
    ["a path", "../../plan", 1, "unknown-run"],
  ])("refuses %s", async (_what, resume, exit, code) => {
    const { stage, on } = await interrupted();
    const { answer } = await live(stage, on, undefined, { resume });
    expect(answer).toMatchObject({ ok: false, exit, problems: [{ code }] });
    expect([...on.files.texts().keys()].filter((path) => path.includes("locks"))).toEqual([]);
  });

  it("refuses the run of another plan", async () => {
    const { stage, on, first } = await interrupted();
    const other = await staged({ ...TITLES, wishes: { [ADA]: { department: "Care" } } });
    const { answer } = await live({ ...stage, plan: other.plan }, on, undefined, { resume: first.run });
    expect(answer).toMatchObject({ ok: false, exit: 5, problems: [{ code: "run-of-other-plan" }] });
  });

  it("refuses to go on with nothing kept", async () => {
    const stage = await staged(TITLES);
    const answer = await stage.apply(stage.plan, { resume: "00000000-0000-4000-8000-000000000001" });
    expect(answer).toMatchObject({ ok: false, exit: 1 });
  });
});

describe("the state dir", () => {
  const denied = () => Promise.reject(Object.assign(new Error(""), { code: "EACCES" }));

  it("that cannot be written keeps anything from being sent", async () => {
    const stage = await staged(TITLES);
    const on = machine();
    on.files = { ...on.files, append: denied };
    const { answer } = await live(stage, on);
    expect(answer).toMatchObject({ ok: false, exit: 1, problems: [{ code: "journal-not-written" }] });
    expect(writes(stage)).toEqual([]);
  });

  it("that fills up stops the run before the next write", async () => {
    const stage = await staged(TITLES);
    const on = machine();
    const { files } = on;
    let lines = 0;
    on.files = {
      ...files,
      append: async (path) => {
        const file = await files.append(path);
        const full = () => Promise.reject(Object.assign(new Error(""), { code: "ENOSPC" }));
        if (!path.includes("/runs/")) return file;
        return { ...file, write: (text) => (++lines > 4 ? full() : file.write(text)) };
      },
    };
    const lived = await live(stage, on, undefined, { connection: { concurrency: 1 } });
    const result = resultOf(lived);
    expect(result).toMatchObject({ exitCode: 6, stopped: { code: "journal-not-written" } });
    expect(result.stopped?.message).toContain("the disk is full");
    expect(writes(stage).length).toBeLessThan(3);
    expect(result.summary.applied).toBe(writes(stage).length);
    expect(lived.events).toContainEqual(expect.objectContaining({ type: "warning" }));
  });

  it("has room for one run of an organisation at a time", async () => {
    const stage = await staged(TITLES);
    const on = machine();
    const both = await Promise.all([live(stage, on), live(stage, on)]);
    const [done, refused] = both.map(({ answer }) => answer).toSorted((a) => (a?.ok ? -1 : 1));
    expect(done).toMatchObject({ ok: true, value: { exitCode: 0 } });
    expect(refused).toMatchObject({ ok: false, exit: 6, problems: [{ code: "locked" }] });
    expect(writes(stage)).toHaveLength(3);
  });

  it("keeps nothing of a run of another organisation, or of one that is refused", async () => {
    const stage = await staged(TITLES);
    const on = machine();
    await live(stage, on, undefined, { approved: "another" });
    const elsewhere = { ...stage.org, handle: () => ORG };
    await live({ ...stage, org: elsewhere }, on);
    expect([...on.files.texts().keys()].filter((path) => !path.includes("/calls/"))).toEqual([]);
  });

  const ORG = {
    status: 200,
    headers: { "Content-Type": "application/json" },
    body: '{"id":"other"}',
    delayMs: 0,
  };
});
