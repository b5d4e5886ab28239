import { InvalidArgumentError } from "commander";
import * as notation from "../model/notation.ts";
import type { Accepted } from "../model/plan.ts";
import { FORMATS, type Format } from "../review/formats.ts";
import { parseTarget, type Target } from "../telemetry/target.ts";

export const duration = forCommander(notation.duration);
export const someDuration = forCommander(notation.someDuration);
export const durationRange = forCommander(notation.durationRange);
export const rate = forCommander(notation.rate);
export const share = forCommander(notation.share);
export const reserve = forCommander(notation.reserve);
export const burst = forCommander(notation.burst);
export const concurrency = forCommander(notation.concurrency);

export function wholeNumber(least: number, most?: number): (text: string) => number {
  return forCommander(notation.wholeNumber(least, most));
}

/** Lets commander say what is wrong with an argument. */
function forCommander<T>(parse: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      throw error instanceof notation.NotationError ? new InvalidArgumentError(error.message) : error;
    }
  };
}

/** `127.0.0.1:8125` or `[::1]:8125`. */
export function statsdTarget(text: string): Target {
  const target = parseTarget(text);
  if (!target) throw new InvalidArgumentError("Wanted: host and port, such as 127.0.0.1:8125 or [::1]:8125.");
  return target;
}

export function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** `division=41`, repeatable. */
export function accept(text: string, before: readonly Accepted[] = []): readonly Accepted[] {
  return [...before, forCommander((one) => notation.accepted(one, "--accept"))(text)];
}

export interface Copy {
  readonly format: Format;
  readonly path: string;
}

/** `markdown=plan.md`, repeatable. */
export function copy(text: string, before: readonly Copy[] = []): readonly Copy[] {
  const cut = text.indexOf("=");
  const format = FORMATS.find((name) => name === text.slice(0, Math.max(0, cut)));
  const path = text.slice(cut + 1);
  if (!format || path === "")
    throw new InvalidArgumentError(`Wanted: FORMAT=PATH with one of ${FORMATS.join(", ")}.`);
  return [...before, { format, path }];
}
