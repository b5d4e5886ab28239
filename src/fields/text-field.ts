import type { JsonObject } from "../model/json.ts";
import type { Field, FieldReading, TextRule } from "./field.ts";

/** Any of these lets a client PATCH a user's profile (JSDOC patchUser). */
export const EDIT_USER = ["directory:user:edit", "directory:organization:admin", "admin"] as const;

/** A profile text that is one member of PATCH user. Cleared with "" (the official Terraform provider clears so). */
export function textField(name: string, summary: string, clearable: boolean, rule: TextRule = {}): Field {
  return {
    name,
    summary,
    shape: { kind: "text", ...rule },
    inDefinitions: true,
    clearable,
    unlisted: "kept",
    write: { call: "user", member: name, replaces: "cell" },
    phase: "profile",
    permissions: EDIT_USER,
    read: (wire) => readText(wire, name),
  };
}

/** Unset texts are absent in the API's answers; an empty text means the same. */
function readText(wire: JsonObject, name: string): FieldReading {
  const value = wire[name];
  if (value === undefined || value === null || value === "") return { read: true, cells: [] };
  if (typeof value !== "string") return { read: false, why: `"${name}" is not a text in the answer` };
  return { read: true, cells: [{ field: name, value }] };
}
