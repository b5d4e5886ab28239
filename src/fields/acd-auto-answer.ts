import type { Field } from "./field.ts";
import { EDIT_USER } from "./text-field.ts";

export const acdAutoAnswer: Field = {
  name: "acdAutoAnswer",
  summary: "Whether ACD interactions are answered without the agent's click.",
  shape: { kind: "flag" },
  inDefinitions: true,
  clearable: false,
  unlisted: "kept",
  write: { call: "user", member: "acdAutoAnswer", replaces: "cell" },
  phase: "profile",
  permissions: EDIT_USER,
  read: (wire) => ({
    read: true,
    cells: [{ field: "acdAutoAnswer", value: wire.acdAutoAnswer === true }],
  }),
};
