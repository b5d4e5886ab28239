import { good } from "../../../src/model/problem.ts";
import { type Bug, changed } from "./bug.ts";
import { killedWhileWriting } from "./scenes.ts";

type Journal = typeof import("../../../src/journal/journal.ts");
type LinesModule = typeof import("../../../src/journal/lines.ts");
type LockModule = typeof import("../../../src/journal/lock.ts");
type ReaderModule = typeof import("../../../src/genesys/reader.ts");
type Runs = typeof import("../../../src/journal/runs.ts");
type Unsettled = typeof import("../../../src/journal/unsettled.ts");

/** Runs know too little of themselves, of each other, or of what they may do. */
export const JOURNAL: readonly Bug[] = [
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
    scene: killedWhileWriting,
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
  {
    what: "a run that was killed is not found again",
    modules: [changed<Runs>("journal/runs.ts", () => ({ findOpenRun: async () => good(undefined) }))],
    caughtBy: ["a run can always go on"],
  },
  {
    what: "a command that reads also writes",
    modules: [
      changed<ReaderModule>("genesys/reader.ts", ({ createReader }) => ({
        createReader: (options) => {
          const reader = createReader(options);
          const flip = { method: "PATCH", path: "/api/v2/users/bulk", body: [], timeoutMs: 1000 } as const;
          return { ...reader, get: async (...given) => (await options.calls(flip)) && reader.get(...given) };
        },
      })),
    ],
    caughtBy: ["commands that read never write"],
  },
];
