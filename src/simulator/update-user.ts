import { isObject, type Json, type JsonObject } from "../model/json.ts";
import { updateAddresses } from "./addresses.ts";
import { badRequest, invalidValue } from "./refused.ts";
import type { Switches } from "./switches.ts";
import type { SimEmployerInfo, SimLocation, SimUser } from "./user.ts";

type Change = { -readonly [M in keyof SimUser]?: SimUser[M] };

/** What an UpdateUser body asks of a user. Members it does not know, and read-only ones, are ignored. */
export function readUpdate(body: JsonObject, user: SimUser, switches: Switches): Partial<SimUser> {
  const change: Change = {};
  for (const [member, value] of Object.entries(body)) {
    const read = MEMBERS[member];
    if (read === undefined || value === undefined) continue;
    if (value === null && switches.nullMember === "ignored") continue;
    if (value === null && switches.nullMember === "refused") throw malformed(member, "not null");
    Object.assign(change, read(value, user, switches));
  }
  return change;
}

type ReadMember = (value: Json, user: SimUser, switches: Switches) => Partial<SimUser>;

const MEMBERS: Readonly<Record<string, ReadMember>> = {
  name: (value) => ({ name: required(value, "name") }),
  email: (value, user, switches) => {
    const email = required(value, "email");
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw invalidValue(email, "email", "an e-mail address");
    return switches.username === "follows" && user.email !== email ? { email, username: email } : { email };
  },
  username: (value) => ({ username: required(value, "username") }),
  preferredName: (value) => ({ preferredName: scalar(value, "preferredName") }),
  title: (value) => ({ title: scalar(value, "title") }),
  department: (value) => ({ department: scalar(value, "department") }),
  manager: (value) => ({ managerId: scalar(value, "manager") }),
  acdAutoAnswer: (value) => {
    if (typeof value !== "boolean") throw malformed("acdAutoAnswer", "true or false");
    return { acdAutoAnswer: value };
  },
  addresses: (value, user, switches) => ({
    addresses: updateAddresses(value ?? [], user.addresses, switches),
  }),
  profileSkills: (value) => ({ profileSkills: stringList(value, "profileSkills") }),
  certifications: (value) => ({ certifications: stringList(value, "certifications") }),
  locations: (value, _user, switches) => ({
    locations: list(value, "locations").map((entry) => readLocation(entry, switches)),
  }),
  employerInfo: (value, user, switches) => ({
    employerInfo: readEmployer(value, switches.employerInfo === "merge" ? user.employerInfo : undefined),
  }),
  biography: (value) => {
    if (value !== null && !isObject(value)) throw malformed("biography", "an object");
    return { biography: scalar(value?.biography ?? null, "biography") };
  },
};

function malformed(member: string, wanted: string): Error {
  return badRequest(
    `The request could not be understood by the server due to malformed syntax. ${member} must be ${wanted}.`,
  );
}

function required(value: Json, member: string): string {
  if (typeof value !== "string" || value.trim() === "") throw malformed(member, "a string that is not empty");
  return value;
}

/** A clearable string; an empty one unsets the member. */
function scalar(value: Json, member: string): string | undefined {
  if (value === null || value === "") return undefined;
  if (typeof value !== "string") throw malformed(member, "a string");
  return value;
}

function list(value: Json, member: string): readonly Json[] {
  if (value === null) return [];
  if (!Array.isArray(value)) throw malformed(member, "a list");
  return value as readonly Json[];
}

export function stringList(value: Json, member: string): readonly string[] {
  return list(value, member).map((entry) => {
    if (typeof entry !== "string") throw malformed(member, "a list of strings");
    return entry;
  });
}

function readLocation(value: Json, switches: Switches): SimLocation {
  if (!isObject(value)) throw malformed("locations", "a list of objects");
  const nested = isObject(value.locationDefinition) ? value.locationDefinition.id : undefined;
  const id = { flat: value.id, nested, either: value.id ?? nested }[switches.locationForm];
  if (typeof id !== "string") throw malformed("locations", "a list of locations with an id");
  return { id, notes: scalar(value.notes ?? null, "notes") };
}

const EMPLOYEE_TYPES = ["Full-time", "Part-time", "Contractor"];

function readEmployer(value: Json, base: SimEmployerInfo | undefined): SimEmployerInfo | undefined {
  if (value === null) return undefined;
  if (!isObject(value)) throw malformed("employerInfo", "an object");
  const member = (name: keyof SimEmployerInfo) =>
    value[name] === undefined ? base?.[name] : scalar(value[name], name);
  const info = {
    officialName: member("officialName"),
    employeeId: member("employeeId"),
    employeeType: member("employeeType"),
    dateHire: member("dateHire"),
  };
  if (info.employeeType !== undefined && !EMPLOYEE_TYPES.includes(info.employeeType)) {
    throw invalidValue(info.employeeType, "employeeType", EMPLOYEE_TYPES.join(", "));
  }
  if (info.dateHire !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(info.dateHire)) {
    throw badRequest("Dates must be specified as ISO-8601 strings. For example: yyyy-MM-dd", "invalid.date");
  }
  return Object.values(info).some((held) => held !== undefined) ? info : undefined;
}
