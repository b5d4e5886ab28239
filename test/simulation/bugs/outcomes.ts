import { type Bug, changed } from "./bug.ts";
import { puttingAllBack, ratingAll, stoppedWhileWriting } from "./scenes.ts";

type Conflict = typeof import("../../../src/apply/conflict.ts");
type Judge = typeof import("../../../src/verify/judge-item.ts");
type LedgerModule = typeof import("../../../src/apply/ledger.ts");
type ResultModule = typeof import("../../../src/report/result.ts");
type Verify = typeof import("../../../src/verify/verify.ts");
type WriterModule = typeof import("../../../src/genesys/writer.ts");

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

/** What became of a write is taken for something else. */
export const OUTCOMES: readonly Bug[] = [
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
      // A run that stops then says that it was not sent.
      "every outcome is what really happened",
    ],
  },
  {
    what: "what somebody put back is written once more",
    modules: [
      changed<Judge>("verify/judge-item.ts", ({ judgeItem }) => ({
        judgeItem: (...given) => {
          const found = judgeItem(...given);
          return found.kind === "changed-since"
            ? { ...found, kind: "not-persisted", mayRewrite: true }
            : found;
        },
      })),
    ],
    caughtBy: ["what somebody put back is not written again"],
    scene: puttingAllBack,
  },
  {
    what: "what somebody changed before it was read back counts as done",
    modules: [
      changed<Judge>("verify/judge-item.ts", ({ judgeItem }) => ({
        judgeItem: (...given) => {
          const found = judgeItem(...given);
          const isAnother = found.conflicts.every(({ base, live: now }) => now !== base);
          return found.kind === "changed-since" && isAnother ? { ...found, kind: "as-planned" } : found;
        },
      })),
    ],
    caughtBy: ["whoever is reported as done is as desired"],
    scene: ratingAll,
  },
  {
    what: "what stayed as it was written counts as changed since",
    modules: [
      changed<Judge>("verify/judge-item.ts", ({ judgeItem }) => ({
        judgeItem: (...given) => {
          const found = judgeItem(...given);
          return found.kind === "as-planned" ? { ...found, kind: "changed-since" } : found;
        },
      })),
    ],
    caughtBy: ["every outcome is what really happened"],
  },
  {
    what: "nothing is read back",
    modules: [changed<Verify>("verify/verify.ts", () => ({ verifyItems: async () => [] }))],
    caughtBy: ["whoever is reported as done is as desired", "every outcome is what really happened"],
  },
  {
    what: "a call under way at the end is reported as not sent",
    modules: [
      changed<LedgerModule>("apply/ledger.ts", ({ Ledger }) => ({
        Ledger: class extends Ledger {
          override markSent(): void {}
        },
      })),
    ],
    caughtBy: ["every outcome is what really happened"],
    scene: stoppedWhileWriting,
  },
  {
    what: "whatever happens, the exit code is 0",
    modules: [
      changed<ResultModule>("report/result.ts", ({ makeResult }) => ({
        makeResult: (input) => ({ ...makeResult(input), exitCode: 0 }),
      })),
    ],
    caughtBy: ["the exit code and the counts fit"],
  },
];
