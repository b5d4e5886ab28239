import { isObject } from "../model/json.ts";
import type { Field } from "./field.ts";

/** Moved by a call of its own that takes many users and no version; its permission is not documented. */
export const division: Field = {
  name: "division",
  summary: "The division the user belongs to.",
  shape: { kind: "reference", names: "divisions" },
  inDefinitions: true,
  clearable: false,
  unlisted: "kept",
  write: { call: "division" },
  phase: "routing",
  permissions: ["authorization:division:edit", "directory:user:edit"],
  read: ({ division: live }) => {
    if (!isObject(live) || typeof live.id !== "string")
      return { read: false, why: "the answer names no division" };
    const name = typeof live.name === "string" ? live.name : live.id;
    return { read: true, cells: [{ field: "division", value: { id: live.id, name } }] };
  },
};
