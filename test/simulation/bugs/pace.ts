import { type Bug, changed } from "./bug.ts";
import { inQuickSuccession } from "./scenes.ts";

type Account = typeof import("../../../src/genesys/account.ts");
type CallTimes = typeof import("../../../src/genesys/call-times.ts");
type RetryAfter = typeof import("../../../src/genesys/retry-after.ts");
type ThrottleModule = typeof import("../../../src/genesys/throttle.ts");

/** Calls leave too early, too many together, or never. */
export const PACE: readonly Bug[] = [
  {
    what: "a 429 is retried at once",
    modules: [
      changed<ThrottleModule>("genesys/throttle.ts", ({ Throttle }) => ({
        Throttle: class extends Throttle {
          override earliest(): number {
            return Number.NEGATIVE_INFINITY;
          }
        },
      })),
    ],
    caughtBy: ["a pause that was asked for is kept"],
  },
  {
    what: "Retry-After is ignored",
    modules: [changed<RetryAfter>("genesys/retry-after.ts", () => ({ retryAfterMs: () => undefined }))],
    caughtBy: ["a pause that was asked for is kept"],
  },
  {
    what: "calls in flight are not counted",
    modules: [
      changed<Account>("genesys/account.ts", ({ Account }) => ({
        Account: class extends Account {
          override take(now: number): number {
            const number = super.take(now);
            super.unsent();
            return number;
          }
          override answered(now: number): void {
            super.take(now);
            super.answered(now);
          }
          override lost(now: number): void {
            super.take(now);
            super.lost(now);
          }
          override unsent(): void {}
        },
      })),
    ],
    caughtBy: ["never more calls than allowed"],
  },
  {
    what: "the calls of the command before are forgotten",
    modules: [
      changed<CallTimes>("genesys/call-times.ts", ({ keepCallTimes }) => ({
        keepCallTimes: ({ path: _path, ...options }) => keepCallTimes(options),
      })),
    ],
    caughtBy: ["never more calls than allowed"],
    scene: inQuickSuccession,
  },
  {
    what: "a call never gets its turn",
    modules: [
      changed<Account>("genesys/account.ts", ({ Account }) => ({
        Account: class extends Account {
          override earliest(): number {
            return Number.POSITIVE_INFINITY;
          }
        },
      })),
    ],
    caughtBy: ["every run ends"],
  },
];
