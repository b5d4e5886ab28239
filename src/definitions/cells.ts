import { type Field, isKeyed } from "../fields/field.ts";
import type { WrittenCell, WrittenValue } from "../model/definitions.ts";
import type { Place } from "../model/problem.ts";
import type { Contact } from "../model/state.ts";
import { type Entry, entriesOf, isNull, type Node, plainOf } from "./node.ts";
import { isOnOneLine, placeOf } from "./source.ts";

/** What one layer says about one field. */
export interface Saying {
  readonly field: Field;
  readonly place: Place;
  /** Drops what earlier layers gave. */
  readonly replaces: boolean;
  /** Asks that nothing be left on the live user. */
  readonly clears: boolean;
  readonly cells: readonly WrittenCell[];
}

/** Reads a field's entry of a valid file. `from` says whose it is. */
export function sayingOf(field: Field, entry: Entry, from: string): Saying {
  const { value } = entry;
  if (isKeyed(field)) {
    const place = placeOf(entry);
    const isEmpty = isNull(value) || (value.kind === "map" && value.entries.length === 0);
    const cells = entriesOf(value).map((inner) => keyedCell(field, inner, from));
    return { field, place, replaces: isEmpty, clears: isEmpty, cells };
  }
  const source = valuePlace(entry);
  const cell = { field: field.name, value: wholeValue(field, value), source, from };
  return { field, place: source, replaces: true, clears: false, cells: [cell] };
}

function keyedCell(field: Field, entry: Entry, from: string): WrittenCell {
  const value = isNull(entry.value) ? null : keyedValue(field, entry.value);
  // A name that does not exist is shown at the name, a wrong number at the number.
  const source = "names" in field.shape ? placeOf(entry) : valuePlace(entry);
  return { field: field.name, key: entry.key, value, source, from };
}

function wholeValue(field: Field, node: Node): WrittenValue {
  if (field.shape.kind === "list") return isNull(node) ? [] : (plainOf(node) as readonly string[]);
  return plainOf(node) as WrittenValue;
}

function keyedValue({ shape }: Field, node: Node): WrittenValue {
  const value = plainOf(node);
  if (shape.kind !== "keyed-contact" || typeof value !== "string") return value as WrittenValue | Contact;
  return shape.contact === "email" ? { address: value } : { number: value };
}

/** The value's place if it begins beside its key, else the key's. */
function valuePlace(entry: Entry): Place {
  return placeOf(isOnOneLine(entry, entry.value) ? entry.value : entry);
}
