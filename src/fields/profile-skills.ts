import type { Field } from "./field.ts";
import { textListField } from "./list-field.ts";

export const profileSkills: Field = {
  ...textListField("profileSkills", "Skills shown in the profile; they route nothing."),
  own: { path: "profileskills", paged: false },
};
