import { isRef } from "../fields/compare.ts";
import type { Field } from "../fields/field.ts";
import { cellIn } from "../fields/read-member.ts";
import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { Ref, Value } from "../model/state.ts";
import type { AuditedProperty } from "../model/who.ts";
import { isKey, namesKey } from "./audited-name.ts";

/** A difference, as far as the audit log can be about it. */
export interface Differing {
  readonly field: Field;
  readonly key?: Ref | undefined;
  readonly live: Value;
  readonly desired: Value;
}

/** One value that an entry tells of a field or key: as it was logged, and what that means; undefined where its spelling does not let that be judged. */
export interface Item {
  readonly raw: string;
  readonly value: Value | undefined;
}

/** What the old or the new values of a property tell of a field, or of one key of it. Lists may be logged item by item or as one JSON text. */
export function itemsOf(
  { name }: AuditedProperty,
  texts: readonly string[],
  differing: Differing,
): readonly Item[] {
  const { field, key } = differing;
  const parts = texts.flatMap(partsOf).filter((part) => part !== "" && part !== null);
  if (!key || namesKey(name, field, key))
    return parts.map((part) => ({ raw: rawOf(part), value: meaning(part, differing) }));
  return parts.flatMap((part) => itemOfKey(part, { ...differing, key }));
}

function partsOf(text: string): readonly Json[] {
  const trimmed = text.trim();
  if (!/^[[{]/.test(trimmed)) return [trimmed];
  try {
    const parsed = JSON.parse(trimmed) as Json;
    return Array.isArray(parsed) ? parsed : [parsed];
  } catch {
    return [trimmed];
  }
}

function rawOf(part: Json): string {
  return typeof part === "string" ? part : JSON.stringify(part);
}

/** What a part says of the key, if it is about that one. */
function itemOfKey(part: Json, differing: Differing & { readonly key: Ref }): readonly Item[] {
  const { field, key } = differing;
  if (!isObject(part)) {
    const rest = afterKey(String(part), key);
    return rest === undefined ? [] : [{ raw: rest, value: meaning(rest, differing) }];
  }
  if (field.shape.kind === "record") {
    const value = part[key.id];
    return typeof value === "string" && value !== "" ? [{ raw: value, value }] : [];
  }
  if (!namedIn(part).some((text) => isKey(text, key))) return [];
  const value = ofObject(part, differing);
  // The three fields of contacts share a list and its keys.
  return value === null ? [] : [{ raw: rawOf(part), value }];
}

/** `3` of `Billing: 3`; undefined where the text begins with something else. */
function afterKey(text: string, { id, name }: Ref): string | undefined {
  const named = [id, name].find((part) => text.toLowerCase().startsWith(part.toLowerCase()));
  if (named === undefined) return undefined;
  const [, rest] = /^\s*(?:$|[:=,;|/(]\s*(.*?)\s*\)?$)/s.exec(text.slice(named.length)) ?? [
    undefined,
    undefined,
  ];
  return text.length === named.length ? "" : rest;
}

const NAMING: readonly string[] = ["id", "name", "type"];

function namedIn(part: JsonObject): readonly string[] {
  return NAMING.map((member) => part[member]).filter((text) => typeof text === "string");
}

/** What is logged of a field or a key; undefined where nobody can say what it means. */
function meaning(part: Json, differing: Differing): Value | undefined {
  if (isObject(part)) return ofObject(part, differing);
  const { field, live, desired } = differing;
  const text = String(part);
  switch (field.shape.kind) {
    case "flag":
      return /^(true|false)$/i.test(text) ? text.toLowerCase() === "true" : undefined;
    case "choice":
      return text.toLowerCase();
    case "keyed-number":
      return text === "" || Number.isNaN(Number(text)) ? undefined : Number(text);
    case "keyed-contact":
      return field.shape.contact === "email"
        ? { address: text }
        : { number: text.replaceAll(/^tel:|[\s().\u00a0-]/g, "") };
    case "reference":
      return ofReference(text, [live, desired]);
    case "list":
      return field.shape.names === undefined
        ? [text]
        : listOf(ofReference(text, [live, desired].flat() as Value[]));
    default:
      return field.name === "email" ? text.toLowerCase() : text;
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Something that has an id: one of those at hand by id or name, or another one; a name that is not at hand may be anybody's. */
function ofReference(text: string, atHand: readonly Value[]): Ref | undefined {
  const found = atHand.filter((value) => isRef(value)).find((ref) => isKey(text, ref));
  return found ?? (UUID.test(text) ? { id: text, name: text } : undefined);
}

function listOf(ref: Ref | undefined): readonly Ref[] | undefined {
  return ref && [ref];
}

function ofObject(part: JsonObject, { field, key }: Differing): Value | undefined {
  switch (field.shape.kind) {
    case "keyed-number":
      return Number.isFinite(Number(part.proficiency ?? Number.NaN)) ? Number(part.proficiency) : undefined;
    case "keyed-contact":
      return cellIn(field, key, [part]);
    case "list":
      return cellIn(field, key, [part]) ?? undefined;
    case "reference":
      return cellIn(field, key, part) ?? undefined;
    default:
      return undefined;
  }
}
