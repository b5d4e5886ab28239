import { good } from "../../src/model/problem.ts";

/** A module of the tool and what a bug makes of it. */
export interface Changed {
  /** From this folder. */
  readonly path: string;
  readonly change: (actual: never) => object;
}

/** A bug that the tool must not have, and the invariants of which one tells of it. */
export interface Bug {
  readonly what: string;
  readonly modules: readonly Changed[];
  readonly caughtBy: readonly string[];
}

function changed<Module extends object>(path: string, change: (actual: Module) => Partial<Module>): Changed {
  return { path: `../../src/${path}`, change: change as Changed["change"] };
}

type Account = typeof import("../../src/genesys/account.ts");
type CallTimes = typeof import("../../src/genesys/call-times.ts");
type Compare = typeof import("../../src/fields/compare-operation.ts");
type Conflict = typeof import("../../src/apply/conflict.ts");
type Body = typeof import("../../src/apply/body.ts");
type Journal = typeof import("../../src/journal/journal.ts");
type Judge = typeof import("../../src/verify/judge-item.ts");
type LedgerModule = typeof import("../../src/apply/ledger.ts");
type LinesModule = typeof import("../../src/journal/lines.ts");
type LockModule = typeof import("../../src/journal/lock.ts");
type Members = typeof import("../../src/plan/members.ts");
type Order = typeof import("../../src/plan/order.ts");
type PlanModel = typeof import("../../src/model/plan.ts");
type ReadingsModule = typeof import("../../src/apply/readings.ts");
type RetryAfter = typeof import("../../src/genesys/retry-after.ts");
type ThrottleModule = typeof import("../../src/genesys/throttle.ts");
type Unsettled = typeof import("../../src/journal/unsettled.ts");
type WireUser = typeof import("../../src/live/wire-user.ts");
type WriterModule = typeof import("../../src/genesys/writer.ts");

const takesAllForDone = changed<LedgerModule>("apply/ledger.ts", ({ Ledger }) => ({
  Ledger: class extends Ledger {
    override isDone(): boolean {
      return true;
    }
  },
}));

/** What an ambiguous answer is taken for. */
const takesUnclearFor = (kind: "refused" | "throttled") =>
  changed<WriterModule>("genesys/writer.ts", ({ createWriter }) => ({
    createWriter: (calls, timeoutMs) => ({
      write: async (request) => {
        const answer = await createWriter(calls, timeoutMs).write(request);
        if (answer.kind !== "ambiguous") return answer;
        if (kind === "throttled") return { kind };
        const error = { status: 500, detail: answer.why, details: [], code: "", credential: "gus" };
        return { kind, error: error as never };
      },
    }),
  }));

export const BUGS: readonly Bug[] = [
  {
    what: "a refused body is sent again",
    modules: [
      changed<Conflict>("apply/conflict.ts", () => ({
        onConflict: async (_run, _operation, users) => ({ go: "again", users }),
      })),
    ],
    caughtBy: ["a refused version is never sent again"],
  },
  {
    what: "nothing is compared before it is written",
    modules: [
      changed<Compare>("fields/compare-operation.ts", () => ({ compareOperation: () => ({ kind: "base" }) })),
    ],
    caughtBy: [
      "no edit of another writer is lost",
      "a call without a version follows a fresh read of its base",
    ],
  },
  {
    what: "a value compared long ago counts as fresh",
    modules: [
      changed<ReadingsModule>("apply/readings.ts", ({ Readings }) => ({
        Readings: class extends Readings {
          override isFresh(userId: string): boolean {
            return this.live(userId) !== undefined;
          }
        },
      })),
    ],
    caughtBy: [
      "a call without a version follows a fresh read of its base",
      "no edit of another writer is lost",
    ],
  },
  {
    what: "a user is written without a version",
    modules: [changed<Body>("apply/body.ts", () => ({ pinnedBody: (body) => body }))],
    caughtBy: ["nothing is sent that the plan does not hold"],
  },
  {
    what: "what is carried along is left out of a list",
    modules: [
      changed<Members>("plan/members.ts", ({ membersOf }) => ({
        membersOf: ({ changes }, registry) => membersOf({ changes, carried: [] }, registry),
      })),
    ],
    caughtBy: ["no edit of another writer is lost"],
  },
  {
    what: "what was not read counts as empty",
    modules: [
      changed<WireUser>("live/wire-user.ts", ({ toLiveUser }) => ({
        toLiveUser: (...given) => {
          const user = toLiveUser(...given);
          return user && { ...user, unread: new Map() };
        },
      })),
    ],
    caughtBy: [
      "a plan says what live users were",
      "no edit of another writer is lost",
      "every outcome is what really happened",
    ],
  },
  {
    what: "what somebody put back is written once more",
    modules: [
      changed<Judge>("verify/judge-item.ts", ({ judgeItem }) => ({
        judgeItem: (item, live) => {
          const found = judgeItem(item, live);
          return found.kind === "changed-since"
            ? { ...found, kind: "not-persisted", mayRewrite: true }
            : found;
        },
      })),
    ],
    caughtBy: ["what somebody put back is not written again"],
  },
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
  },
  {
    what: "a user's operations do not wait for each other",
    modules: [
      changed<Order>("plan/order.ts", ({ orderOperations }) => ({
        orderOperations: (drafts, live) =>
          orderOperations(drafts, live).map((operation) => ({ ...operation, dependsOn: [] })),
      })),
    ],
    caughtBy: ["writes to one user never overlap", "operations keep their order"],
  },
  {
    what: "users are activated before their routing is done",
    modules: [
      changed<PlanModel>("model/plan.ts", () => ({
        PHASES: ["deactivate", "profile", "activate", "routing"] as never,
      })),
      takesAllForDone,
    ],
    caughtBy: ["activation comes last"],
  },
  {
    what: "what failed counts as done",
    modules: [takesAllForDone],
    caughtBy: ["activation comes last", "operations keep their order"],
  },
  {
    what: "a write of which nobody knows whether it happened is taken for failed",
    modules: [takesUnclearFor("refused")],
    caughtBy: ["every outcome is what really happened"],
  },
  {
    what: "a write of which nobody knows whether it happened is sent again unread",
    modules: [takesUnclearFor("throttled")],
    caughtBy: [
      "a call without a version follows a fresh read of its base",
      "a refused version is never sent again",
    ],
  },
  {
    what: "no intent is written down",
    modules: [
      changed<Journal>("journal/journal.ts", ({ openJournal }) => ({
        openJournal: async (options) => ({ ...(await openJournal(options)), intent: async () => 0 }),
      })),
    ],
    caughtBy: ["an intent is kept before each write"],
  },
  {
    what: "intents are not synced before the call leaves",
    modules: [
      changed<LinesModule>("journal/lines.ts", ({ Lines }) => ({
        Lines: class extends Lines {
          override async add(line: string): Promise<void> {
            void super.add(line);
          }
        },
      })),
    ],
    caughtBy: ["an intent is kept before each write"],
  },
  {
    what: "a run goes on without waiting for calls under way",
    modules: [changed<Unsettled>("journal/unsettled.ts", () => ({ untilOver: () => 0 }))],
    caughtBy: ["a run that goes on waits for calls under way"],
  },
  {
    what: "the lock is ignored",
    modules: [
      changed<LockModule>("journal/lock.ts", () => ({
        takeLock: async () =>
          good({ from: undefined, name: async () => undefined, release: async () => undefined }),
      })),
    ],
    caughtBy: ["one run at a time", "a run that goes on waits for calls under way"],
  },
];
