import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { Plan } from "../model/plan.ts";

type Is = (found: Json | undefined) => boolean;

const isText: Is = (found) => typeof found === "string";
const isTime: Is = (found) => typeof found === "string" && !Number.isNaN(Date.parse(found));
const orAbsent =
  (is: Is): Is =>
  (found) =>
    found === undefined || is(found);

const isRef: Is = (found) => isObject(found) && isText(found.id) && isText(found.name);
const isContact: Is = (found) => isObject(found) && Object.values(found).every(isText);
const isItems: Is = (found) => Array.isArray(found) && (found.every(isText) || found.every(isRef));
/** What a value can be, of whatever field. A text stands in place of one that is hidden. */
const isValue: Is = (found) =>
  found === null ||
  ["boolean", "number", "string"].includes(typeof found) ||
  isRef(found) ||
  isContact(found) ||
  isItems(found);

const CELL = { userId: isText, field: isText, key: orAbsent(isRef), after: isValue };

/** What is read of each entry of a list. */
const ENTRIES: Readonly<Record<string, Readonly<Record<string, Is>>>> = {
  users: { id: isText, email: isText },
  differences: { ...CELL, before: isValue },
  notCompared: { ...CELL, email: isText, kind: isText, before: orAbsent(isValue) },
};

/**
 * The first member of a drift document that a comparison with it cannot use, as `differences[3].after`; undefined when there is none. No hash
 * vouches for a redacted document, so somebody may have made anything of it.
 */
export function unusableMember(known: Plan): string | undefined {
  const document = known as unknown as JsonObject;
  const { made, org } = document;
  if (!isObject(made) || !isTime(made.at)) return "made.at";
  if (!isObject(org) || !isText(org.id)) return "org.id";
  if (!isText(org.name)) return "org.name";
  return Object.entries(ENTRIES).flatMap(([list, members]) => unusableIn(document, list, members))[0];
}

function unusableIn(document: JsonObject, list: string, members: Readonly<Record<string, Is>>) {
  const entries = document[list] ?? [];
  if (!Array.isArray(entries)) return [list];
  return (entries as readonly Json[]).flatMap((entry, index) => {
    const at = `${list}[${index}]`;
    if (!isObject(entry)) return [at];
    return Object.entries(members).flatMap(([name, is]) => (is(entry[name]) ? [] : [`${at}.${name}`]));
  });
}
