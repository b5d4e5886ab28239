import { type Bug, changed } from "./bug.ts";
import { leavingOutSkills } from "./scenes.ts";

type Body = typeof import("../../../src/apply/body.ts");
type Compare = typeof import("../../../src/fields/compare-operation.ts");
type Members = typeof import("../../../src/plan/members.ts");
type ReadingsModule = typeof import("../../../src/apply/readings.ts");
type WireUser = typeof import("../../../src/live/wire-user.ts");

const takesUnreadForEmpty = changed<WireUser>("live/wire-user.ts", ({ toLiveUser }) => ({
  toLiveUser: (...given) => {
    const user = toLiveUser(...given);
    return user && { ...user, unread: new Map() };
  },
}));

/** What others have made of a user is not seen, or not spared. */
export const COMPARING: readonly Bug[] = [
  {
    what: "a value that somebody changed is written over",
    modules: [
      changed<Compare>("fields/compare-operation.ts", ({ compareOperation }) => ({
        compareOperation: (...given) => {
          const verdict = compareOperation(...given);
          return verdict.kind === "third" ? { kind: "base" } : verdict;
        },
      })),
    ],
    caughtBy: ["no edit of another writer is lost"],
  },
  {
    what: "what is there already is written again",
    modules: [
      changed<Compare>("fields/compare-operation.ts", ({ compareOperation }) => ({
        compareOperation: (...given) => {
          const verdict = compareOperation(...given);
          const isPinned = given[0].users.some(({ expectedVersion }) => expectedVersion !== undefined);
          return verdict.kind === "desired" && isPinned ? { kind: "base" } : verdict;
        },
      })),
    ],
    caughtBy: ["no pinned write is stored twice"],
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
    modules: [takesUnreadForEmpty],
    caughtBy: ["no edit of another writer is lost", "every outcome is what really happened"],
  },
  {
    what: "what a plan could not read counts as empty",
    modules: [takesUnreadForEmpty],
    caughtBy: ["a plan says what live users were"],
    scene: leavingOutSkills,
  },
];
