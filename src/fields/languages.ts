import type { Field } from "./field.ts";
import { readProficiencies } from "./proficiencies.ts";

/** Proficiency is a whole number: the back end rounds (observed by the official Terraform provider). */
export const languages: Field = {
  name: "languages",
  summary: "Routing languages by name, each with its proficiency from 0 to 5.",
  shape: { kind: "keyed-number", names: "languages", min: 0, max: 5, whole: true },
  inDefinitions: true,
  clearable: true,
  unlisted: "removed",
  write: { call: "languages" },
  phase: "routing",
  permissions: ["routing:language:assign", "routing:skill:assign"],
  expand: "languages",
  own: { path: "routinglanguages", paged: true },
  read: (wire) => readProficiencies("languages", wire),
};
