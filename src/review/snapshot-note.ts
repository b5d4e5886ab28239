import { counted, duration } from "../model/figures.ts";
import type { Plan } from "../model/plan.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;

/** That a document was made from a snapshot, how old that was, and what follows; empty for one made from what is live. Holds no text of others. */
export function snapshotNote({ kind, made, source: { snapshot } }: Plan): string {
  if (!snapshot) return "";
  const seconds = (Date.parse(made.at) - Date.parse(snapshot.at)) / 1000;
  const when = Number.isFinite(seconds) ? `taken ${age(seconds)} ago` : "of an unknown time";
  return `From a snapshot ${when}${kind === "plan" ? ", cannot be applied" : ""}.`;
}

function age(seconds: number): string {
  if (seconds >= 2 * DAY) return counted(Math.floor(seconds / DAY), "day");
  return duration(seconds < HOUR ? seconds : Math.round(seconds / HOUR) * HOUR);
}
