import type { Past } from "./past.ts";
import { renderTrace } from "./tell/trace.ts";

/** Most happenings that a message shows. */
const SHOWN = 80;

/** An invariant does not hold. */
export class Violation extends Error {
  readonly invariant: string;
  readonly seed: number;
  readonly past: Past;

  constructor(invariant: string, complaint: string, past: Past) {
    const { seed } = past.schedule;
    super(
      `Seed ${seed} breaks "${invariant}": ${complaint}\n${renderTrace(past, SHOWN)}\nReplay: npm run simulate:soak -- --seed ${seed}`,
    );
    this.name = "Violation";
    this.invariant = invariant;
    this.seed = seed;
    this.past = past;
  }
}
