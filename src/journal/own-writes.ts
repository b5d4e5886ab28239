import type { Files } from "../files.ts";
import { mayHaveHappened } from "./earlier.ts";
import type { History } from "./history.ts";
import type { IntentRecord } from "./record.ts";
import { type KnownRun, runsSince } from "./runs.ts";
import { StateDirError } from "./state-dir-error.ts";

/** How far the platform's clock may be from the one that wrote a journal. */
const CLOCKS_APART_MS = 2 * 60_000;

/** The run whose call to a user at a time (milliseconds since the epoch) is the one looked for; undefined when no journal says so. */
export type OwnWrites = (userId: string, at: number, isIt: (call: SentCall) => boolean) => string | undefined;

/** What a journal says that was sent. */
export type SentCall = Pick<IntentRecord, "method" | "path" | "body">;

interface Write {
  readonly call: SentCall;
  readonly userId: string;
  readonly run: string;
  readonly from: number;
  readonly to: number;
}

/** Which runs of an organisation that began since a time wrote to whom. What cannot be read tells nothing. */
export async function ownWrites(
  files: Files,
  stateDir: string,
  { orgId, since }: { readonly orgId: string; readonly since: number },
): Promise<OwnWrites> {
  const runs = await runsSince(files, stateDir, orgId, since).catch(notReadable);
  const writes = runs.flatMap(({ run, history }) => writesOf(run, history));
  return (userId, at, isIt) => {
    const near = writes
      .filter((write) => write.userId === userId && awayFrom(write, at) <= CLOCKS_APART_MS)
      .toSorted((a, b) => awayFrom(a, at) - awayFrom(b, at));
    return near.find(({ call }) => isIt(call))?.run;
  };
}

function notReadable(error: unknown): readonly KnownRun[] {
  if (error instanceof StateDirError) return [];
  throw error;
}

function writesOf(run: string, { calls }: History): readonly Write[] {
  return calls.filter(mayHaveHappened).flatMap(({ intent, outcome }) => {
    const from = Date.parse(intent.at);
    const write = { call: intent, run, from, to: outcome ? Date.parse(outcome.at) : from };
    return intent.users.map(({ id }) => ({ userId: id, ...write }));
  });
}

function awayFrom({ from, to }: Write, at: number): number {
  return Math.max(from - at, at - to, 0);
}
