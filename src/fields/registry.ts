import { acdAutoAnswer } from "./acd-auto-answer.ts";
import { certifications } from "./certifications.ts";
import { department } from "./department.ts";
import { division } from "./division.ts";
import { email } from "./email.ts";
import { employerInfo } from "./employer-info.ts";
import type { Field } from "./field.ts";
import { languages } from "./languages.ts";
import { locations } from "./locations.ts";
import { manager } from "./manager.ts";
import { name } from "./name.ts";
import { otherEmails } from "./other-emails.ts";
import { phones } from "./phones.ts";
import { preferredName } from "./preferred-name.ts";
import { profileSkills } from "./profile-skills.ts";
import { skills } from "./skills.ts";
import { sms } from "./sms.ts";
import { state } from "./state.ts";
import { title } from "./title.ts";

/** The fields that a run knows, by name, in the order people read them. */
export type Registry = ReadonlyMap<string, Field>;

export function registryOf(fields: readonly Field[]): Registry {
  return new Map(fields.map((field) => [field.name, field]));
}

/** Every field that gus manages. */
export const FIELDS: Registry = registryOf([
  email,
  name,
  preferredName,
  title,
  department,
  manager,
  division,
  state,
  acdAutoAnswer,
  skills,
  languages,
  phones,
  sms,
  otherEmails,
  locations,
  certifications,
  profileSkills,
  employerInfo,
]);
