import { type Accepted, RAILS } from "./plan.ts";

/** A text that is not written as wanted. The message says what is: `Wanted: a duration such as …`. */
export class NotationError extends Error {
  constructor(wanted: string) {
    super(`Wanted: ${wanted}.`);
    this.name = "NotationError";
  }
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `15m`, `60s`, `500ms` … as milliseconds. */
export function duration(text: string): number {
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text) ?? [];
  if (amount === undefined) throw new NotationError("a duration such as 500ms, 60s, 15m or 2h");
  return Number(amount) * (UNITS[unit] ?? 1);
}

/** A duration that is not zero. */
export function someDuration(text: string): number {
  const ms = duration(text);
  if (ms <= 0) throw new NotationError("a duration above zero");
  return ms;
}

/** `2s..30s` as a pair of milliseconds. */
export function durationRange(text: string): { readonly minMs: number; readonly maxMs: number } {
  const [from, to, ...more] = text.split("..");
  if (from === undefined || to === undefined || more.length > 0)
    throw new NotationError("a range such as 2s..30s");
  const range = { minMs: duration(from), maxMs: duration(to) };
  if (range.minMs > range.maxMs) throw new NotationError("a range whose first end is the smaller one");
  return range;
}

/** `300` calls a minute, or `300/10s`. */
export function rate(text: string): { readonly limit: number; readonly windowMs: number } {
  const [calls = "", window = "1m", ...more] = text.split("/");
  if (more.length > 0)
    throw new NotationError("calls a minute such as 300, or with a window such as 300/60s");
  return { limit: wholeNumber(1)(calls), windowMs: someDuration(window) };
}

/** `60%` or `0.6` as a share above 0 and at most 1. */
export function share(text: string): number {
  const value = text.endsWith("%") ? Number(text.slice(0, -1)) / 100 : Number(text);
  if (!(value > 0 && value <= 1)) throw new NotationError("a share such as 60% or 0.6, at most 100%");
  return value;
}

/** `20` calls, or `10%` of the limit. */
export function reserve(text: string): { readonly calls: number } | { readonly share: number } {
  if (!text.endsWith("%")) return { calls: wholeNumber(0)(text) };
  const value = Number(text.slice(0, -1)) / 100;
  if (!(value >= 0 && value < 1))
    throw new NotationError("a number of calls such as 20, or a share below 100% such as 10%");
  return { share: value };
}

export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    const fits = /^\d+$/.test(text) && value >= least && value <= most;
    const wanted = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
    if (!fits) throw new NotationError(`a whole number ${wanted}`);
    return value;
  };
}

/** Calls that may leave at once. */
export const burst = wholeNumber(1, 50);

/** Calls in flight at most. */
export const concurrency = wholeNumber(1, 8);

/** `division=41`; `by` says who accepts it. */
export function accepted(text: string, by: string): Accepted {
  const [rule = "", size = "", ...more] = text.split("=");
  const known = RAILS.find((name) => name === rule);
  if (!known || size === "" || more.length > 0)
    throw new NotationError(`RULE=N with one of ${RAILS.join(", ")}`);
  return { rule: known, upTo: wholeNumber(0)(size), by };
}
