import type { Field } from "./field.ts";
import { readProficiencies } from "./proficiencies.ts";

export const skills: Field = {
  name: "skills",
  summary: "ACD skills by name, each with its proficiency from 0 to 5.",
  shape: { kind: "keyed-number", names: "skills", min: 0, max: 5, whole: false },
  inDefinitions: true,
  clearable: true,
  unlisted: "removed",
  write: { call: "skills" },
  phase: "routing",
  permissions: ["routing:skill:assign"],
  expand: "skills",
  own: { path: "routingskills", paged: true },
  read: (wire) => readProficiencies("skills", wire),
};
