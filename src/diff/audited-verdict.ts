import { isList, sameValue } from "../fields/compare.ts";
import type { Value } from "../model/state.ts";
import type { AuditedProperty } from "../model/who.ts";
import { type Differing, type Item, itemsOf } from "./audited-items.ts";
import { mayBeKey } from "./audited-name.ts";

/**
 * What a property of an entry says of a difference. fits: it was changed to what is live. contradicts: it was changed to something else. open: it was
 * changed, and the log does not tell to what, or not in words that can be compared.
 */
export type Verdict = "fits" | "open" | "contradicts";

/** Undefined where it says nothing: another key was changed, or what was logged is the same before and after. */
export function verdictOf(property: AuditedProperty, differing: Differing): Verdict | undefined {
  if (tellsNoValue(property)) return mayBeKey(property.name, differing) ? "open" : undefined;
  const old = itemsOf(property, property.before, differing);
  const now = itemsOf(property, property.after, differing);
  if (rawOf(old) === rawOf(now)) return undefined;
  const { field, live } = differing;
  return field.shape.kind === "list" ? ofList(old, now, live) : ofValue(now, comparable(live, field.name));
}

export function tellsNoValue({ before, after }: AuditedProperty): boolean {
  return before.length + after.length === 0;
}

function rawOf(items: readonly Item[]): string {
  return JSON.stringify(items.map(({ raw }) => raw).toSorted());
}

/** Addresses are the same whatever their case. */
function comparable(live: Value, field: string): Value {
  return field === "email" && typeof live === "string" ? live.toLowerCase() : live;
}

function ofValue(now: readonly Item[], live: Value): Verdict {
  if (now.length === 0) return live === null ? "fits" : "contradicts";
  if (live === null) return "contradicts";
  if (now.some(({ value }) => value === undefined)) return "open";
  return now.every(({ value }) => value !== undefined && sameValue(value, live)) ? "fits" : "contradicts";
}

/** A list may be logged whole, or by what came and what went: the latter does not tell what it became. */
function ofList(old: readonly Item[], now: readonly Item[], live: Value): Verdict {
  if ([...old, ...now].some(({ value }) => value === undefined)) return "open";
  const [was, became, is] = [membersOf(old), membersOf(now), membersOfValue(live)];
  const [cameToStay, isWhole] = [
    became.every((one) => is.includes(one)),
    was.some((one) => became.includes(one)),
  ];
  if (cameToStay && is.every((one) => became.includes(one))) return "fits";
  return cameToStay && !isWhole && !was.some((one) => is.includes(one)) ? "open" : "contradicts";
}

function membersOf(items: readonly Item[]): readonly string[] {
  return items.flatMap(({ value }) => membersOfValue(value ?? null));
}

function membersOfValue(value: Value): readonly string[] {
  return isList(value) ? value.map((item) => (typeof item === "string" ? item : item.id)) : [];
}
