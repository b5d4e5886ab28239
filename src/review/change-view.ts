import { renderField, renderValue } from "../fields/render.ts";
import type { Change } from "../model/plan.ts";
import type { Value } from "../model/state.ts";
import { forTerminal, LONGEST_VALUE } from "./escape.ts";

/** What stands in a redacted document where a value was. */
export const HIDDEN = "(hidden)";

export type Sign = "+" | "-" | "~";

/** Set where nothing was, cleared, or changed. */
export function signOf({ before, after }: Pick<Change, "before" | "after">): Sign {
  if (before === null) return "+";
  return after === null ? "-" : "~";
}

/** The field with its key, not yet escaped. */
export function fieldOf(change: Pick<Change, "field" | "key">): string {
  return renderField(change);
}

/** A value in one line, not yet escaped. */
export function shownValue(value: Value): string {
  return value === HIDDEN ? HIDDEN : renderValue(value);
}

/**
 * Both values of a change, not yet escaped. Where shortening would make two long values look the same, both begin shortly
 * before the first character that differs.
 */
export function valuesOf({ before, after }: Pick<Change, "before" | "after">): readonly [string, string] {
  const values = [shownValue(before), shownValue(after)] as const;
  const [a, b] = values.map((value) => Array.from(value)) as [string[], string[]];
  const first = a.findIndex((character, index) => character !== b[index]);
  const differs = first === -1 ? a.length : first;
  if (values[0] === values[1] || differs < LONGEST_VALUE) return values;
  return [tail(a, differs), tail(b, differs)];
}

/** `before → after`, escaped for a terminal. */
export function arrowOf(change: Pick<Change, "before" | "after">): string {
  const [before, after] = valuesOf(change);
  return `${forTerminal(before)} → ${forTerminal(after)}`;
}

/** `definitions/care.yaml:12`, not yet escaped; empty when nobody wrote the value. */
export function placeOf({ source }: Pick<Change, "source">): string {
  return source ? `${source.file}:${source.line}` : "";
}

function tail(characters: readonly string[], from: number): string {
  return `…${characters.slice(Math.max(0, from - 20)).join("")}`;
}
