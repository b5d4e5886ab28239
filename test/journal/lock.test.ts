import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Self } from "../../src/edges.ts";
import { type LockOptions, takeLock } from "../../src/journal/lock.ts";
import type { GusEvent } from "../../src/model/event.ts";
import { FAKE_SELF, fakeClock } from "../fake-clock.ts";
import { type FakeFiles, fakeFiles } from "../fake-files.ts";
import { expectValue } from "../laws/gus.ts";
import { chances } from "../laws/wishes.ts";
import { contest, LOCK } from "./contenders.ts";

const uuid = (nth: number) => `00000000-0000-4000-8000-00000000000${nth}`;
const RUN = uuid(9);

/** Two processes of this machine, and one of another. */
const running = (pid: number) => [1000, 2000].includes(pid);
const FIRST: Self = { pid: 1000, host: "here", isRunning: running };
const SECOND: Self = { pid: 2000, host: "here", isRunning: running };
const ELSEWHERE: Self = { pid: 1000, host: "there", isRunning: running };

function options(files: FakeFiles, self: Self, parts: Partial<LockOptions> = {}): LockOptions {
  return {
    files,
    path: LOCK,
    self,
    clock: fakeClock({ auto: true }),
    onEvent: () => undefined,
    timeoutMs: 0,
    id: uuid(self.pid === 1000 ? 1 : 2),
    planHash: "a-plan",
    ...parts,
  };
}

/** A lock that is held for a run. */
async function held(files: FakeFiles, self: Self) {
  const lock = expectValue(await takeLock(options(files, self)));
  await lock.name(RUN);
  return lock;
}

describe("takeLock()", () => {
  it("makes a file that says whose it is, and takes it away in the end", async () => {
    const files = fakeFiles();
    const lock = await held(files, FIRST);
    expect(JSON.parse((await files.read(LOCK)) ?? "")).toEqual({
      id: uuid(1),
      run: RUN,
      planHash: "a-plan",
      pid: 1000,
      host: "here",
      at: "2026-01-05T09:00:00.000Z",
    });
    await lock.release();
    expect(files.texts().size).toBe(0);
    expect((await takeLock(options(files, SECOND))).ok).toBe(true);
  });

  it("names whoever holds it, since when, where, and what to do", async () => {
    const files = fakeFiles();
    await held(files, FIRST);
    const later = fakeClock({ start: Date.UTC(2026, 0, 5, 9, 5) });
    const refused = await takeLock(options(files, SECOND, { clock: later }));
    expect(refused).toMatchObject({ ok: false, problems: [{ code: "locked" }] });
    const { message = "", fix = "" } = refused.ok ? {} : (refused.problems[0] ?? {});
    for (const part of [RUN, "process 1000 on here", "5 min", LOCK]) expect(message).toContain(part);
    for (const part of ["--lock-timeout", `delete ${LOCK}`]) expect(fix).toContain(part);
  });

  it("of this very process is held as well", async () => {
    const files = fakeFiles();
    await held(files, FIRST);
    expect((await takeLock(options(files, FIRST, { id: uuid(3) }))).ok).toBe(false);
  });

  it("of another machine counts as held, since nobody can tell", async () => {
    const files = fakeFiles();
    await held(files, ELSEWHERE);
    expect((await takeLock(options(files, SECOND))).ok).toBe(false);
  });

  it("that says nothing is held by somebody", async () => {
    const files = fakeFiles(new Map([[LOCK, "mine!"]]));
    const refused = await takeLock(options(files, FIRST));
    expect(refused).toMatchObject({ ok: false, problems: [{ code: "locked" }] });
    expect(await files.read(LOCK)).toBe("mine!");
  });

  it("waits for it as long as it may, and says for whom", async () => {
    const files = fakeFiles();
    const lock = await held(files, FIRST);
    const events: GusEvent[] = [];
    const clock = fakeClock();
    const onEvent = (event: GusEvent) => void events.push(event);
    const taking = takeLock(options(files, SECOND, { clock, onEvent, timeoutMs: 10_000 }));
    await clock.advance(5000);
    await lock.release();
    await clock.advance(1000);
    expect((await taking).ok).toBe(true);
    expect(events).toMatchObject([{ type: "pause", reason: "lock", ms: 10_000 }]);
    expect(JSON.stringify(events)).toContain(RUN);
  });

  it("gives up when it has waited that long", async () => {
    const files = fakeFiles();
    await held(files, FIRST);
    const clock = fakeClock({ auto: true });
    expect((await takeLock(options(files, SECOND, { clock, timeoutMs: 10_000 }))).ok).toBe(false);
    expect(clock.monotonic()).toBe(10_000);
  });

  it("stops waiting when it is interrupted", async () => {
    const files = fakeFiles();
    await held(files, FIRST);
    const interruption = new AbortController();
    const clock = fakeClock();
    const taking = takeLock(
      options(files, SECOND, { clock, timeoutMs: 10_000, signal: interruption.signal }),
    );
    await clock.advance(500);
    interruption.abort(new Error("Ctrl-C"));
    await expect(taking).rejects.toThrow("Ctrl-C");
    expect(clock.sleeping()).toBe(0);
  });

  it.each([
    ["a process that is gone", { ...FIRST, pid: 3000 }, SECOND],
    ["a process that had our id before us", FAKE_SELF, { ...FAKE_SELF }],
  ])("takes over the lock of %s, and says so", async (_whose, dead, living) => {
    const files = fakeFiles();
    await held(files, dead);
    const events: GusEvent[] = [];
    const onEvent = (event: GusEvent) => void events.push(event);
    const lock = expectValue(await takeLock(options(files, living, { onEvent, id: uuid(5) })));
    expect(lock.from).toMatchObject({ run: RUN, pid: dead.pid });
    expect(events).toMatchObject([{ type: "warning" }]);
    expect(JSON.stringify(events)).toContain(RUN);
    expect([...files.texts().keys()]).toEqual([LOCK]);
    await lock.release();
    expect(files.texts().size).toBe(0);
  });

  it("never takes away what is not its own any more", async () => {
    const files = fakeFiles();
    const lock = await held(files, FIRST);
    await files.remove(LOCK);
    await held(files, SECOND);
    await lock.release();
    expect(await files.read(LOCK)).toContain(uuid(2));
  });

  it("says which file it is about when there is no writing", async () => {
    const files = {
      ...fakeFiles(),
      create: () => Promise.reject(Object.assign(new Error(""), { code: "EACCES" })),
    };
    await expect(takeLock(options(files, FIRST))).rejects.toMatchObject({
      code: "state-dir-unusable",
      message: `Cannot write ${LOCK}: permission is denied`,
    });
  });
});

describe("a lock that a dead process left behind", () => {
  it("goes to one of several at a time, whatever the order of their steps, and to each of them in the end", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 4 }), chances, async (count, chance) => {
        const found = await contest(count, () => chance.next().value, false);
        expect(found).toMatchObject({ most: 1, times: count, refused: 0 });
        expect([...found.files.texts().keys()]).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it("goes to one at a time also where any of them may die at any step, and is never lost", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 5 }), chances, async (count, chance) => {
        const found = await contest(count, () => chance.next().value, true);
        expect(found.most).toBe(1);
        expect(found.refused).toBe(0);
        expect(found.times).toBeGreaterThanOrEqual(found.alive);
      }),
      { numRuns: 500 },
    );
  });
});
