import { renderField } from "../fields/render.ts";
import type { Operation } from "../model/plan.ts";
import type { Entry } from "./ledger.ts";
import type { Run } from "./run.ts";
import { isInPart } from "./verdict.ts";

/** What an entry means where the run sent the operation already, in a process before this one: live decides, the journal says by whom. */
export function asGoneOn(run: Run, { opId }: Operation, userId: string, entry: Entry): Entry {
  const sent = run.earlier.sent(opId, userId);
  if (sent === undefined) return entry;
  if (entry.status === "already-applied") return { ...entry, reason: sent === "accepted" ? APPLIED : SENT };
  if (isInPart(entry)) return { ...entry, status: "unverified", reason: IN_PART };
  if (sent === "unclear" || entry.conflicts === undefined) return entry;
  const fields = entry.conflicts.map(renderField).join(", ");
  const reason = `Applied by this run before it was interrupted; then somebody changed ${fields}`;
  return { ...entry, status: "changed-since", reason };
}

const IN_PART =
  "Sent by this run before it was interrupted; live shows only a part of it, which somebody else may have written";
const APPLIED = "Applied by this run before it was interrupted";
const SENT = "Sent by this run before it was interrupted; live is as planned";
