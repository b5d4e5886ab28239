import type { Field } from "./field.ts";
import { EDIT_USER } from "./text-field.ts";

/** Travels alone: "if specified, it is the only modifiable field" (UpdateUser.state of the official SDK). */
export const state: Field = {
  name: "state",
  summary: "Whether the user can log in: active or inactive.",
  shape: { kind: "choice", values: ["active", "inactive"] },
  inDefinitions: true,
  clearable: false,
  unlisted: "kept",
  write: { call: "state" },
  phase: "activate",
  permissions: EDIT_USER,
  read: ({ state: live }) =>
    typeof live === "string"
      ? { read: true, cells: [{ field: "state", value: live }] }
      : { read: false, why: "the answer names no state" },
};
