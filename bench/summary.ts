import type { Company, LimiterName } from "./conditions.ts";
import type { Measurement } from "./measure.ts";

/** One figure over several seeds. */
export interface Figure {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** What a contender came to under the same conditions with every seed. */
export interface Summary {
  readonly seeds: number;
  figure(of: (measurement: Measurement) => number): Figure;
}

export function summarize(
  measurements: readonly Measurement[],
  contender: string,
  limiter: LimiterName,
  company: Company,
): Summary {
  const mine = measurements.filter(
    (one) =>
      one.contender === contender &&
      one.limiter === limiter &&
      one.rivalPerMinute === company.rivalPerMinute &&
      one.secondWriter === company.secondWriter,
  );
  return { seeds: mine.length, figure: (of) => figureOf(mine.map(of)) };
}

export function figureOf(values: readonly number[]): Figure {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  return { median: at(0.5), least: at(0), most: at(1) };
}
