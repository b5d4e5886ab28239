import { textListField } from "./list-field.ts";

export const certifications = textListField("certifications", "Certifications shown in the profile.");
