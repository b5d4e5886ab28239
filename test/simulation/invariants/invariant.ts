import type { Happening } from "../history.ts";
import type { Past } from "../past.ts";

/** Something that must hold whatever happens. */
export interface Invariant {
  readonly name: string;
  /** Judges what has just happened, already part of the past: what is wrong with it, or undefined. */
  readonly check: (latest: Happening, past: Past) => string | undefined;
}

/** The first complaint among several. */
export function firstOf(complaints: Iterable<string | undefined>): string | undefined {
  for (const complaint of complaints) if (complaint !== undefined) return complaint;
  return undefined;
}
