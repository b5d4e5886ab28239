import { describe, expect, it } from "vitest";
import type { Result } from "../../src/index.ts";
import { readHistory } from "../../src/journal/history.ts";
import type { Person } from "../../src/simulator/build.ts";
import { expectValue } from "../laws/gus.ts";
import { type Death, type Lived, live, type Machine, machine, STATE_DIR } from "./mortal.ts";
import { type Scene, type Stage, staged, writes, writesOf } from "./stage.ts";

const people: readonly Person[] = [
  { email: "ada@x.example", title: "Agent", skills: { Billing: 1, Chat: 2 } },
  { email: "bob@x.example", title: "Agent", state: "inactive", languages: { English: 3 } },
  { email: "cay@x.example", skills: { Chat: 4 } },
  { email: "dan@x.example", state: "active" },
];
const SCENE: Scene = {
  people,
  names: { skills: ["Billing", "Chat"], languages: ["English", "French"], divisions: ["EMEA", "APAC"] },
  wishes: {
    "ada@x.example": { title: "Lead", skills: { Billing: 5 }, division: "APAC" },
    "bob@x.example": { title: "Lead", state: "active", languages: { French: 2 } },
    "cay@x.example": { department: "Care", skills: { Chat: null }, division: "APAC" },
    "dan@x.example": { state: "inactive" },
  },
};

function resultOf({ answer }: Lived): Result {
  if (!answer) throw new Error("The process died");
  return expectValue(answer);
}

/** Everything about everybody but versions. */
function stateOf({ org }: Stage) {
  return org.users().map(({ version: _version, ...user }) => user);
}

async function historyOf(on: Machine, run: string) {
  const path = `${STATE_DIR}/runs/${run}.ndjson`;
  return expectValue(readHistory((await on.files.read(path)) ?? "", path));
}

/** How many calls the journals on disk know of. */
async function intents(on: Machine): Promise<number> {
  const paths = [...on.files.texts().keys()].filter((path) => path.endsWith(".ndjson"));
  const texts = await Promise.all(paths.map((path) => on.files.read(path)));
  return texts.join("").split('"type":"intent"').length - 1;
}

/** The undisturbed run: how it leaves everybody, and how many steps it does with its record. */
async function undisturbed() {
  const stage = await staged(SCENE);
  const lived = await live(stage, machine());
  expect(resultOf(lived).exitCode).toBe(0);
  return { state: stateOf(stage), steps: lived.steps, calls: writes(stage).length };
}

const KEPT = [() => 0, (unsynced: number) => Math.ceil(unsynced / 2), (unsynced: number) => unsynced];

describe("a process that dies", () => {
  it("at any step with its record is followed by one that ends the work, and writes nothing twice", async () => {
    const whole = await undisturbed();
    for (let step = 0; step < whole.steps; step += 1) {
      for (const when of ["before", "after"] as const) {
        const death: Death = { step, when, kept: KEPT[step % 3] ?? (() => 0) };
        const stage = await staged(SCENE);
        const on = machine();
        const first = await live(stage, on, death);
        expect(await intents(on)).toBeGreaterThanOrEqual(writes(stage).length);
        const result = resultOf(await live(stage, on));
        expect(result.exitCode).toBe(0);
        expect(stateOf(stage)).toEqual(whole.state);
        expect(writes(stage)).toHaveLength(whole.calls);
        const locks = [...on.files.texts().keys()].filter((path) => path.includes("/locks/"));
        expect(locks).toEqual([]);
        if (first.answer) expect(step).toBe(whole.steps - 1);
      }
    }
  });

  it("twice is followed as well, by the same run", async () => {
    const whole = await undisturbed();
    const stage = await staged(SCENE);
    const on = machine();
    await live(stage, on, { step: 12, when: "after" });
    await live(stage, on, { step: 14, when: "before" });
    const result = resultOf(await live(stage, on));
    expect(stateOf(stage)).toEqual(whole.state);
    expect(writes(stage)).toHaveLength(whole.calls);
    const history = await historyOf(on, result.run);
    expect(history.runs).toHaveLength(3);
    expect(history.runs.map(({ pid }) => pid)).toEqual([1, 2, 3]);
    expect(history.end?.exitCode).toBe(0);
  });

  it("with a call under way is followed by one that waits until that is over before it reads", async () => {
    const stage = await staged({ ...SCENE, wishes: { "ada@x.example": { title: "Lead" } } });
    const on = machine();
    const { steps } = await live(
      await staged({ ...SCENE, wishes: { "ada@x.example": { title: "Lead" } } }),
      machine(),
    );
    // The steps after the intent are those of the outcome, the end and the lock.
    const died = await live(stage, on, { step: steps - 6, when: "before" });
    expect(died.answer).toBeUndefined();
    const sent = writesOf(stage.org)[0]?.at ?? 0;
    const read = stage.org.log.length;
    const second = await live(stage, on);
    expect(second.events).toContainEqual(
      expect.objectContaining({ type: "pause", reason: "resume", ms: 40_000 }),
    );
    const users = stage.org.log.slice(read).find(({ path }) => path.startsWith("/api/v2/users"));
    expect((users?.at ?? 0) - sent).toBeGreaterThanOrEqual(40_000);
    expect(resultOf(second).outcomes).toMatchObject([
      { status: "already-applied", reason: "Sent by this run before it was interrupted; live is as planned" },
    ]);
  });
});
