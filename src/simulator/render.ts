import type { Json, JsonObject } from "../model/json.ts";
import type { Call } from "./call.ts";
import type { Directory } from "./directory.ts";
import { badRequest } from "./refused.ts";
import type { Rated, SimContact, SimUser } from "./user.ts";
import type { Named } from "./world.ts";

/** Members that a user carries only when they are asked for. An unset object stays absent even then. */
const EXPANDS: Readonly<Record<string, (user: SimUser, directory: Directory) => Json | undefined>> = {
  skills: (user, directory) => skillsJson(user, directory),
  languages: (user, directory) => languagesJson(user, directory),
  locations: (user) => user.locations.map(locationJson),
  profileSkills: (user) => user.profileSkills,
  certifications: (user) => user.certifications,
  employerInfo: (user) => user.employerInfo && { ...user.employerInfo },
  biography: (user) => (user.biography === undefined ? undefined : { biography: user.biography }),
  groups: () => [],
};

/** Values that Genesys knows besides; the simulated org has nothing to show for them. */
const SILENT_EXPANDS: ReadonlySet<string> = new Set([
  "routingStatus",
  "presence",
  "integrationPresence",
  "conversationSummary",
  "outOfOffice",
  "geolocation",
  "station",
  "authorization",
  "lasttokenissued",
  "authorization.unusedRoles",
  "team",
  "workPlanBidRanks",
  "externalContactsSettings",
  "customAttributes",
  "languagePreference",
  "dateLastLogin",
  "dateWelcomeSent",
]);

export const ALL_EXPANDS: readonly string[] = Object.keys(EXPANDS);

/** The expand values of a request: repeated, comma-separated or both. */
export function expandsOf(query: URLSearchParams): readonly string[] {
  const wanted = listParam(query, "expand");
  const unknown = wanted.find((value) => !(value in EXPANDS) && !SILENT_EXPANDS.has(value));
  if (unknown !== undefined) throw badRequest(`Value [${unknown}] is not a known expand.`, "invalid.value");
  return wanted;
}

export function listParam(query: URLSearchParams, name: string): readonly string[] {
  return query.getAll(name).flatMap((value) => value.split(",").filter((part) => part !== ""));
}

/** A user as Genesys returns it. Unset scalars are absent. */
export function userJson(
  user: SimUser,
  directory: Directory,
  expand: readonly string[],
  withheld: Call["withheld"] = () => false,
): JsonObject {
  const shown = expand.filter((name) => !withheld(user, name));
  const selfUri = `/api/v2/users/${user.id}`;
  return {
    id: user.id,
    name: user.name,
    division: referTo(directory.divisions, user.divisionId, "/api/v2/authorization/divisions"),
    chat: { jabberId: `${user.id.replaceAll("-", "")}@example.orgspan.com` },
    department: user.department,
    email: user.email,
    primaryContactInfo: primaryContacts(user),
    addresses: user.addresses.map(contactJson),
    state: user.state,
    title: user.title,
    username: user.username,
    preferredName: user.preferredName,
    manager:
      user.managerId === undefined
        ? undefined
        : { id: user.managerId, selfUri: `/api/v2/users/${user.managerId}` },
    images: [],
    version: user.version,
    acdAutoAnswer: user.acdAutoAnswer,
    ...Object.fromEntries(shown.map((name) => [name, EXPANDS[name]?.(user, directory)])),
    selfUri,
  };
}

export function skillsJson(user: SimUser, directory: Directory): readonly JsonObject[] {
  return user.skills.map((held) => ({
    ...ratedJson(held, directory.skills),
    skillUri: `/api/v2/routing/skills/${held.id}`,
    selfUri: `/api/v2/users/${user.id}/routingskills/${held.id}`,
  }));
}

export function languagesJson(user: SimUser, directory: Directory): readonly JsonObject[] {
  return user.languages.map((held) => ({
    ...ratedJson(held, directory.languages),
    languageUri: `/api/v2/routing/languages/${held.id}`,
    selfUri: `/api/v2/users/${user.id}/routinglanguages/${held.id}`,
  }));
}

function ratedJson(held: Rated, names: ReadonlyMap<string, Named>): JsonObject {
  const named = names.get(held.id);
  return {
    id: held.id,
    name: named?.name,
    proficiency: held.proficiency,
    state: named?.state ?? "active",
  };
}

function locationJson(location: SimUser["locations"][number]): JsonObject {
  return {
    notes: location.notes,
    locationDefinition: { id: location.id, selfUri: `/api/v2/locations/${location.id}` },
  };
}

function contactJson(contact: SimContact): JsonObject {
  return { ...contact };
}

/** Derived and read-only: the login e-mail, then the first phone and text number. */
function primaryContacts(user: SimUser): readonly JsonObject[] {
  const first = (media: string) =>
    user.addresses
      .filter((contact) => contact.mediaType === media)
      .slice(0, 1)
      .map(contactJson);
  return [{ address: user.email, mediaType: "EMAIL", type: "PRIMARY" }, ...first("PHONE"), ...first("SMS")];
}

function referTo(names: ReadonlyMap<string, Named>, id: string, base: string): JsonObject {
  return { id, name: names.get(id)?.name, selfUri: `${base}/${id}` };
}
