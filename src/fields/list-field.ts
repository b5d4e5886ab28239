import type { Json } from "../model/json.ts";
import type { Cell } from "../model/state.ts";
import type { Field } from "./field.ts";
import { EDIT_USER } from "./text-field.ts";

/** A list of texts that one member of PATCH user replaces as a whole. */
export function textListField(name: string, summary: string): Field {
  return {
    name,
    summary,
    shape: { kind: "list" },
    inDefinitions: true,
    clearable: true,
    unlisted: "removed",
    write: { call: "user", member: name, replaces: "member", encode: (cells) => texts(cells) },
    phase: "profile",
    permissions: EDIT_USER,
    expand: name,
    read: (wire) => {
      const list = wire[name];
      if (!Array.isArray(list)) return { read: false, why: `the API left "${name}" out of its answer` };
      const value = list.filter((item) => typeof item === "string").sort();
      return { read: true, cells: value.length === 0 ? [] : [{ field: name, value }] };
    },
  };
}

function texts(cells: readonly Cell[]): Json {
  return (cells[0]?.value ?? []) as readonly string[];
}
