import { type CallMade, type History, settledKey } from "./history.ts";

/** What a run has done in processes before this one, as far as its journal tells. */
export interface Earlier {
  /** Whether an operation was sent for a user. unclear: it may have been applied. */
  sent(opId: string, userId: string): "accepted" | "unclear" | undefined;
  /** The version that the run's writes left a user with, "unknown" after one that told none; undefined when it wrote nothing. */
  version(userId: string): number | "unknown" | undefined;
  /** Wall time of the last accepted call of these operations, milliseconds since the epoch. */
  lastAccepted(opIds: ReadonlySet<string>): number | undefined;
}

export function earlierOf({ calls }: Pick<History, "calls">): Earlier {
  const sent = new Map<string, "accepted" | "unclear">();
  const versions = new Map<string, number | "unknown">();
  for (const call of calls.filter(mayHaveHappened)) {
    const accepted = call.outcome?.kind === "accepted" ? call.outcome : undefined;
    for (const { id } of call.intent.users) {
      const key = settledKey(call.intent.opId, id);
      if (accepted || !sent.has(key)) sent.set(key, accepted ? "accepted" : "unclear");
      versions.set(id, accepted?.version ?? "unknown");
    }
  }
  return {
    sent: (opId, userId) => sent.get(settledKey(opId, userId)),
    version: (userId) => versions.get(userId),
    lastAccepted: (opIds) => {
      const mine = calls.filter(
        ({ intent, outcome }) => opIds.has(intent.opId) && outcome?.kind === "accepted",
      );
      const at = mine.at(-1)?.outcome?.at;
      return at === undefined ? undefined : Date.parse(at);
    },
  };
}

/** Nothing came before: a new run, or one that keeps no journal. */
export const NOTHING_EARLIER: Earlier = earlierOf({ calls: [] });

/** Whether a call was, or may have been, applied. */
export function mayHaveHappened({ outcome }: CallMade): boolean {
  return outcome === undefined || outcome.kind === "accepted" || outcome.kind === "ambiguous";
}
