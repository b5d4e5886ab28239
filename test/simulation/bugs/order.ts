import { type Bug, changed } from "./bug.ts";

type LedgerModule = typeof import("../../../src/apply/ledger.ts");
type Order = typeof import("../../../src/plan/order.ts");
type PlanModel = typeof import("../../../src/model/plan.ts");
type RunModule = typeof import("../../../src/apply/run.ts");

/** Operations of one user overtake each other, or do not heed what became of others. */
export const ORDER: readonly Bug[] = [
  {
    what: "a change does not wait for that of another user",
    modules: [
      changed<Order>("plan/order.ts", ({ orderOperations }) => ({
        orderOperations: (drafts, live) => {
          const operations = orderOperations(drafts, live);
          const sharesUser = (opId: string, userIds: readonly string[]) =>
            operations.some(
              (other) => other.opId === opId && other.users.some(({ id }) => userIds.includes(id)),
            );
          return operations.map((operation) => {
            const userIds = operation.users.map(({ id }) => id);
            return {
              ...operation,
              dependsOn: operation.dependsOn.filter((opId) => sharesUser(opId, userIds)),
            };
          });
        },
      })),
    ],
    caughtBy: ["operations keep their order"],
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
      changed<LedgerModule>("apply/ledger.ts", ({ Ledger }) => ({
        Ledger: class extends Ledger {
          override isDone(): boolean {
            return true;
          }
          override succeeded({ opId, users }: Parameters<typeof Ledger.prototype.succeeded>[0]): boolean {
            return users.every(({ id }) => super.isDone(opId, id));
          }
        },
      })),
    ],
    caughtBy: ["activation comes last"],
  },
  {
    what: "what failed counts as done",
    modules: [
      changed<LedgerModule>("apply/ledger.ts", ({ Ledger }) => ({
        Ledger: class extends Ledger {
          override isDone(): boolean {
            return true;
          }
        },
      })),
    ],
    caughtBy: ["activation comes last", "operations keep their order"],
  },
  {
    what: "the other operations of a held user are sent",
    modules: [
      changed<RunModule>("apply/run.ts", () => ({
        record: (run, operation, userId, entry) => run.ledger.record(operation, userId, entry),
      })),
    ],
    caughtBy: ["what is settled is not sent again"],
  },
];
