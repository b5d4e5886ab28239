import type { Clock, Self } from "../../src/edges.ts";
import type { Files } from "../../src/files.ts";
import { type Lock, takeLock } from "../../src/journal/lock.ts";
import { fakeClock, turn } from "../fake-clock.ts";
import { type FakeFiles, fakeFiles } from "../fake-files.ts";

export const LOCK = "s/locks/org.json";

/** What several processes did with one lock, each step of each at a moment that chance chose. */
export interface Contest {
  readonly files: FakeFiles;
  /** Most processes that held the lock at once. */
  readonly most: number;
  /** How often it was held. */
  readonly times: number;
  readonly alive: number;
  /** Processes that gave up waiting. */
  readonly refused: number;
}

interface Step {
  readonly pid: number;
  readonly go: () => void;
}

/** Lets processes fight for a lock that a dead one left behind. With `deadly`, any of them may die before any step. */
export async function contest(count: number, chance: () => number, deadly: boolean): Promise<Contest> {
  const files = fakeFiles(new Map([[LOCK, DEAD]]));
  const alive = new Set(Array.from({ length: count }, (_, index) => index + 1));
  let steps: readonly Step[] = [];
  const step = (pid: number) =>
    new Promise<void>((go) => {
      steps = [...steps, { pid, go }];
    });
  const holding = new Set<number>();
  const seen = { most: 0, times: 0, refused: 0 };
  const play = async (pid: number) => {
    const lock = await enter(
      pid,
      slowFiles(files, () => step(pid)),
      () => step(pid),
      alive,
    );
    if (!lock) {
      seen.refused += 1;
      return;
    }
    holding.add(pid);
    seen.times += 1;
    seen.most = Math.max(seen.most, holding.size);
    await step(pid);
    holding.delete(pid);
    await lock.release();
  };
  const ended = [...alive].map((pid) => play(pid));
  for (await turn(); steps.length > 0; await turn()) {
    const next = steps.at(Math.floor(chance() * steps.length) % steps.length);
    if (!next) throw new Error("There is no step to choose");
    steps = steps.filter((other) => other !== next);
    const dies = deadly && alive.size > 1 && chance() < 0.1;
    if (dies) {
      alive.delete(next.pid);
      holding.delete(next.pid);
      steps = steps.filter(({ pid }) => pid !== next.pid);
    } else next.go();
  }
  await Promise.all([...alive].map((pid) => ended[pid - 1]));
  return { files, alive: alive.size, ...seen };
}

const DEAD = JSON.stringify({
  id: "00000000-0000-4000-8000-00000000dead",
  planHash: "a-plan",
  pid: 99,
  host: "here",
  at: "2026-01-05T09:00:00.000Z",
});

async function enter(
  pid: number,
  files: Files,
  step: () => Promise<void>,
  alive: ReadonlySet<number>,
): Promise<Lock | undefined> {
  const self: Self = { pid, host: "here", isRunning: (other) => alive.has(other) };
  const taken = await takeLock({
    files,
    path: LOCK,
    self,
    clock: steppingClock(step),
    onEvent: () => undefined,
    timeoutMs: 100_000,
    id: `00000000-0000-4000-8000-${String(pid).padStart(12, "0")}`,
    planHash: "a-plan",
  });
  return taken.ok ? taken.value : undefined;
}

/** Every wait takes one step, and as long as was asked for. */
function steppingClock(step: () => Promise<void>): Clock {
  let elapsed = 0;
  return {
    ...fakeClock(),
    monotonic: () => elapsed,
    sleep: async (ms) => {
      elapsed += ms;
      await step();
    },
  };
}

/** Before each operation on a file the others may have their turn. */
function slowFiles(files: Files, step: () => Promise<void>): Files {
  const after =
    <A extends unknown[], R>(act: (...args: A) => Promise<R>) =>
    async (...args: A) => {
      await step();
      return act(...args);
    };
  return {
    ...files,
    read: after(files.read),
    create: after(files.create),
    replace: after(files.replace),
    remove: after(files.remove),
  };
}
