import type { Past } from "./past.ts";
import { renderTrace } from "./tell/trace.ts";

/** Most happenings that a message shows. */
const SHOWN = 80;

/** An invariant does not hold. */
export class Violation extends Error {
  readonly invariant: string;
  /** What is wrong, in one line. */
  readonly summary: string;
  readonly past: Past;

  constructor(invariant: string, complaint: string, past: Past) {
    const { seed } = past.schedule;
    const summary = `Seed ${seed} breaks "${invariant}": ${complaint}`;
    super(`${summary}\n${renderTrace(past, SHOWN)}\nReplay: npm run simulate:soak -- --seed ${seed}`);
    this.summary = summary;
    this.name = "Violation";
    this.invariant = invariant;
    this.past = past;
  }
}
