import type { Measurement } from "./measure.ts";
import type { Figure } from "./summary.ts";

/** A figure that tables show. */
export interface Column {
  readonly name: string;
  readonly of: (measurement: Measurement) => number;
  readonly digits: number;
}

export const MINUTES: Column = { name: "minutes", of: ({ ms }) => ms / 60_000, digits: 1 };
export const OVER_FLOOR: Column = { name: "÷ floor of own calls", of: (one) => one.overFloor, digits: 2 };
export const CALLS: Column = { name: "calls", of: ({ calls }) => calls, digits: 0 };
export const REFUSED: Column = { name: "429s", of: ({ refused }) => refused, digits: 0 };
export const RIVAL_REFUSED: Column = { name: "429s of the rival", of: (one) => one.rivalRefused, digits: 0 };
export const TOLD: Column = { name: "wrong and told", of: ({ wrongTold }) => wrongTold, digits: 0 };
export const UNTOLD: Column = { name: "wrong and untold", of: ({ wrongUntold }) => wrongUntold, digits: 0 };
export const WRONG: Column = { name: "users wrong", of: (one) => TOLD.of(one) + UNTOLD.of(one), digits: 0 };
export const OVERWRITTEN: Column = { name: "edits gone", of: ({ overwritten }) => overwritten, digits: 0 };

/** As people read it: `2,039`, `1.02`. */
export function shown(value: number, digits: number): string {
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** The median, with the least and the most in brackets where they look different. */
export function withSpread({ median, least, most }: Figure, digits: number): string {
  const [low, high] = [shown(least, digits), shown(most, digits)];
  return low === high ? low : `${shown(median, digits)} (${low}–${high})`;
}
