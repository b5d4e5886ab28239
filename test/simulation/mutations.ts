import type { Attempt } from "../../src/apply/prepare.ts";
import type { Run } from "../../src/apply/run.ts";
import type { Account } from "../../src/genesys/account.ts";
import type { Throttle } from "../../src/genesys/throttle.ts";
import { isObject } from "../../src/model/json.ts";
import type { LiveUser } from "../../src/model/state.ts";
import type { Operation } from "../../src/model/plan.ts";
import type { Writer, WriteAnswer } from "../../src/genesys/writer.ts";

/** A module as its importers see it. */
export type Exports = Readonly<Record<string, unknown>>;

/** A bug that people have written, and the invariants of which one has to catch it. */
export interface Mutation {
  readonly bug: string;
  /** Below src/. */
  readonly module: string;
  readonly mutate: (original: Exports) => Exports;
  readonly breaks: readonly string[];
}

const LOST = "no edit of another writer is lost";
const UNTRUE = "every outcome is what really happened";

export const MUTATIONS: readonly Mutation[] = [
  {
    bug: "sends without comparing",
    module: "apply/verdict.ts",
    mutate: (original) => ({ ...original, reasonNotToSend: () => undefined }),
    breaks: [LOST, "a call without a version follows a fresh read of its base"],
  },
  {
    bug: "resends the stale body after a version conflict",
    module: "apply/conflict.ts",
    mutate: (original) => ({
      ...original,
      onConflict: async (_run: unknown, _operation: unknown, users: readonly string[]) => ({
        go: "again",
        users,
      }),
    }),
    breaks: ["a refused version is never sent again"],
  },
  {
    bug: "writes without a pin",
    module: "apply/body.ts",
    mutate: (original) => ({ ...original, pinnedBody: (body: unknown) => body }),
    breaks: ["nothing is sent that the plan does not hold", UNTRUE],
  },
  {
    bug: "calls again at once after a 429",
    module: "genesys/throttle.ts",
    mutate: ({ Throttle: Original }) => {
      const Real = Original as typeof Throttle;
      class Impatient extends Real {
        override earliest(): number {
          return Number.NEGATIVE_INFINITY;
        }
      }
      return { Throttle: Impatient };
    },
    breaks: ["a pause that was asked for is kept"],
  },
  {
    bug: "takes no notice of Retry-After",
    module: "genesys/retry-after.ts",
    mutate: (original) => ({ ...original, retryAfterMs: () => undefined }),
    breaks: ["a pause that was asked for is kept"],
  },
  {
    bug: "forgets calls in flight",
    module: "genesys/account.ts",
    mutate: ({ Account: Original }) => {
      const Real = Original as typeof Account;
      class Forgetful extends Real {
        override take(now: number): number {
          const call = super.take(now);
          super.unsent();
          return call;
        }
        override answered(now: number): void {
          super.take(now);
          super.answered(now);
        }
        override unsent(): void {}
      }
      return { Account: Forgetful };
    },
    breaks: ["never more calls than allowed"],
  },
  {
    bug: "takes what was not read for empty",
    module: "live/wire-user.ts",
    mutate: ({ toLiveUser, ...others }) => ({
      ...others,
      toLiveUser: (...args: readonly unknown[]) => {
        const user = (toLiveUser as (...args: readonly unknown[]) => LiveUser | undefined)(...args);
        return user && { ...user, unread: new Map() };
      },
    }),
    breaks: ["a plan says what live users were", LOST, UNTRUE],
  },
  {
    bug: "skips the intent",
    module: "journal/journal.ts",
    mutate: ({ openJournal, ...others }) => ({
      ...others,
      openJournal: async (options: unknown) => ({
        ...(await (openJournal as (options: unknown) => Promise<object>)(options)),
        intent: async () => 1,
      }),
    }),
    breaks: ["an intent is kept before each write"],
  },
  {
    bug: "does not wait for calls of a process that died",
    module: "journal/unsettled.ts",
    mutate: (original) => ({ ...original, untilOver: () => 0 }),
    breaks: ["a run that goes on waits for calls under way"],
  },
  {
    bug: "takes no notice of the lock",
    module: "journal/lock.ts",
    mutate: (original) => {
      const lock = { from: undefined, name: async () => undefined, release: async () => undefined };
      return { ...original, takeLock: async () => ({ ok: true, value: lock, warnings: [] }) };
    },
    breaks: ["one run at a time", "a run that goes on waits for calls under way"],
  },
  {
    bug: "lets operations start in any order",
    module: "plan/operations.ts",
    mutate: ({ planOperations, ...others }) => ({
      ...others,
      planOperations: (...args: readonly unknown[]) =>
        (planOperations as (...args: readonly unknown[]) => readonly Operation[])(...args).map(
          (operation) => ({
            ...operation,
            dependsOn: [],
          }),
        ),
    }),
    breaks: ["writes to one user never overlap", "operations keep their order"],
  },
  {
    bug: "activates first",
    module: "model/plan.ts",
    mutate: (original) => ({ ...original, PHASES: ["activate", "deactivate", "profile", "routing"] }),
    breaks: ["activation comes last", "operations keep their order", UNTRUE],
  },
  {
    bug: "takes an unclear answer for a refusal",
    module: "genesys/writer.ts",
    mutate: ({ createWriter }) => ({
      createWriter: (...args: readonly unknown[]) => ({
        write: async (...request: Parameters<Writer["write"]>): Promise<WriteAnswer> => {
          const answer = await (createWriter as (...args: readonly unknown[]) => Writer)(...args).write(
            ...request,
          );
          if (answer.kind !== "ambiguous") return answer;
          const error = { status: 400, detail: answer.why, details: [], code: "", credential: "" };
          return { kind: "refused", error } as unknown as WriteAnswer;
        },
      }),
    }),
    breaks: [UNTRUE],
  },
  {
    bug: "sends a write twice",
    module: "genesys/writer.ts",
    mutate: ({ createWriter }) => ({
      createWriter: (...args: readonly unknown[]) => {
        const { write } = (createWriter as (...args: readonly unknown[]) => Writer)(...args);
        return {
          write: async (...request: Parameters<Writer["write"]>) => {
            const answer = await write(...request);
            if (answer.kind === "accepted") await write(...request);
            return answer;
          },
        };
      },
    }),
    breaks: [
      "no pinned write is stored twice",
      "what is settled is not sent again",
      "a refused version is never sent again",
      "a call without a version follows a fresh read of its base",
    ],
  },
  {
    bug: "writes a third value over when reading back",
    module: "apply/apply.ts",
    mutate: (original) => ({
      ...original,
      writeOnceMore: async (run: Run) => {
        for (const operation of run.plan.operations) {
          const [user] = operation.users;
          if (!user || run.ledger.entry(operation.opId, user.id)?.status !== "changed-since") continue;
          await run.readings.readNow([user.id]);
          const version = run.readings.pin(user.id);
          const { method, path, body } = operation;
          const pinned =
            isObject(body) && user.expectedVersion !== undefined ? { ...body, version: version ?? 0 } : body;
          await run.writer.write({ method, path, body: pinned });
        }
        return [];
      },
    }),
    breaks: [LOST, "an intent is kept before each write", "what is settled is not sent again"],
  },
  {
    bug: "rebases what it writes on whatever is live",
    module: "apply/prepare.ts",
    mutate: (original) => ({
      ...original,
      prepare: async (run: Run, _operation: Operation, userIds: readonly string[], attempt: Attempt) => {
        await run.readings.readNow(userIds);
        return userIds.filter((id) => {
          const live = run.readings.live(id);
          if (live) attempt.compared.set(id, live);
          return live !== undefined;
        });
      },
    }),
    breaks: [LOST, "a call without a version follows a fresh read of its base"],
  },
];
