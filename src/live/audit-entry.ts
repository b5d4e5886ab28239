import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { AuditEntry, AuditedProperty, Named } from "../model/who.ts";

/** What was only looked at, and what failed, changed nothing. */
const CHANGES_NOTHING = /^(view|read|readall|download|export|authenticate)$/i;

/** An entry as the log tells it; none for what changed nothing, and for one without a time. */
export function readEntry(entity: JsonObject): readonly AuditEntry[] {
  const at = Date.parse(String(entity.eventDate));
  const changed = !CHANGES_NOTHING.test(String(entity.action)) && entity.status !== "FAILURE";
  if (Number.isNaN(at) || !changed) return [];
  const [by, client] = [named(entity.user), named(entity.client, entity.application)];
  return [
    {
      at: new Date(at).toISOString(),
      ...(by && { by }),
      ...(client && { client }),
      properties: listOf(entity.propertyChanges).map(readProperty),
    },
  ];
}

function readProperty({ property, oldValues, newValues }: JsonObject): AuditedProperty {
  return { name: String(property ?? ""), before: textsIn(oldValues), after: textsIn(newValues) };
}

/** The log writes an empty id where there is nobody. */
function named(ref: Json | undefined, otherName?: Json): Named | undefined {
  if (!isObject(ref) || typeof ref.id !== "string" || ref.id === "") return undefined;
  const name = [ref.name, otherName].find((text) => typeof text === "string" && text !== "");
  return { id: ref.id, ...(typeof name === "string" && { name }) };
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function textsIn(value: Json | undefined): readonly string[] {
  const values = Array.isArray(value) ? value.filter((one) => one !== null) : [];
  return values.map((one) => (typeof one === "object" ? JSON.stringify(one) : String(one)));
}
