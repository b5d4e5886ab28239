import FakeTimers from "@sinonjs/fake-timers";
import { type Clock, systemClock } from "../src/edges.ts";

/** Wall time at which every run begins. */
const START = Date.UTC(2026, 0, 5, 9);
/** Turns of the event loop after which nobody does anything but wait. */
const QUIET_TURNS = 3;
/** Real time without anything to wait for, after which a run is taken to hang. */
const STUCK_MS = 20_000;

/**
 * Runs something in a time of its own, which jumps to the next timer whenever nothing else happens. Timers, `Date` and `performance` of the
 * whole process follow it, so that libraries which take no clock do too. One at a time.
 */
export async function inVirtualTime<T>(run: () => Promise<T>): Promise<T> {
  const time = FakeTimers.install({
    now: START,
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
  });
  atLeastOneMillisecond();
  let ended = false;
  const result = run().finally(() => {
    ended = true;
  });
  // Whoever waits for the result below hears of a failure; Node must not be told of it before.
  result.catch(() => undefined);
  try {
    for (let moved = process.hrtime.bigint(); !ended; ) {
      for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) await turn();
      if (ended) break;
      if (time.countTimers() > 0) {
        time.next();
        moved = process.hrtime.bigint();
      } else if (process.hrtime.bigint() - moved > BigInt(STUCK_MS) * 1_000_000n) {
        throw new Error("The run waits for nothing: no timer is set, and it does not end");
      }
    }
    return await result;
  } finally {
    time.uninstall();
  }
}

/** Whatever time is in force, read from the globals at each use. */
export const globalClock: Clock = {
  ...systemClock,
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const abort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", abort);
        resolve();
      }, ms);
      signal?.addEventListener("abort", abort, { once: true });
    }),
};

/** Waits in whatever time is in force. */
export function wait(ms: number): Promise<void> {
  return globalClock.sleep(ms);
}

/** As Node does; time would stand still for whoever asks for less again and again. */
function atLeastOneMillisecond(): void {
  const later = globalThis.setTimeout;
  const whole = (run: () => void, ms = 0, ...rest: []) => later(run, Math.max(1, Math.trunc(ms)), ...rest);
  globalThis.setTimeout = Object.assign(whole, later);
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
