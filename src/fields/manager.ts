import { isObject } from "../model/json.ts";
import type { Field } from "./field.ts";
import { EDIT_USER } from "./text-field.ts";

/** Written as the manager's user id, read as an object with that id (UpdateUser and User of the official SDK). */
export const manager: Field = {
  name: "manager",
  summary: "The manager's login e-mail.",
  shape: { kind: "reference", names: "users" },
  inDefinitions: true,
  clearable: true,
  unlisted: "kept",
  write: { call: "user", member: "manager", replaces: "cell" },
  phase: "profile",
  permissions: EDIT_USER,
  read: ({ manager: live }) => {
    if (!isObject(live) || typeof live.id !== "string") return { read: true, cells: [] };
    return { read: true, cells: [{ field: "manager", value: { id: live.id, name: live.id } }] };
  },
};
