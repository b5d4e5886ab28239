import type { Definitions, WrittenUser } from "../../src/model/definitions.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { idOf } from "../../src/simulator/build.ts";
import type { LogEntry } from "../../src/simulator/org.ts";
import type { SimContact, SimUser } from "../../src/simulator/user.ts";

/** A stored user field by field, keyed fields key by key, in a form that compares. */
export type Cells = Readonly<Record<string, unknown>>;

/** What of a stored user must be the same before and after, because nobody manages it. */
export function untouchable(user: SimUser, written: WrittenUser | undefined): Cells {
  const cells = Object.entries(cellsOf(user));
  return Object.fromEntries(cells.filter(([id]) => !written || !isManaged(id, written)));
}

/** Members of PATCH user that hold something nobody manages, and list entries that changed although nobody manages them. */
export function strayMembers(
  { body }: LogEntry,
  before: SimUser,
  written: WrittenUser | undefined,
): readonly string[] {
  const sent = JSON.parse(body) as Json;
  if (!isObject(sent)) return ["the body is no object"];
  const managed = new Set([...(written?.managed ?? []), ...(renames(written) ? ["email"] : [])]);
  const members = new Set(["id", "version", ...[...managed].map((field) => MEMBER[field] ?? field)]);
  const strays = Object.keys(sent).filter((member) => !members.has(member));
  const contacts = (sent.addresses ?? []) as unknown as readonly SimContact[];
  const others = MEDIA.filter(([field]) => sent.addresses !== undefined && !managed.has(field));
  const changed = others.filter(([, media]) => listed(contacts, media) !== listed(before.addresses, media));
  return [...strays, ...changed.map(([field]) => field)];
}

export function writtenOf({ users }: Definitions, user: SimUser): WrittenUser | undefined {
  const is = (email: string | undefined) => email?.toLowerCase() === user.email.toLowerCase();
  return users.find(({ id, email, previously }) => {
    if (id) return id.value === user.id;
    return previously ? is(previously.value) : is(email);
  });
}

/** Whether gus, which saw the first, can tell the second from it: not by notes, nor by contacts if one of them cannot be written back. */
export function sameMeaning(seen: SimUser, other: SimUser): boolean {
  const isLost = ({ address, extension }: SimContact) => address === undefined && extension === undefined;
  const blind = seen.addresses.some(isLost);
  return meaning(seen, blind) === meaning(other, blind);
}

function meaning(user: SimUser, blind: boolean): string {
  const bare = user.addresses.map((contact) => ({
    ...contact,
    countryCode: undefined,
    integration: undefined,
  }));
  const { profileSkills, certifications, locations } = user;
  const seen = {
    ...user,
    addresses: blind ? [] : bare,
    locations: locations.map(({ id }) => ({ id })),
    profileSkills: profileSkills.toSorted(),
    certifications: certifications.toSorted(),
  };
  return JSON.stringify(
    Object.entries(cellsOf(seen))
      .filter(([, value]) => value !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const MEDIA = [
  ["phones", "PHONE"],
  ["sms", "SMS"],
  ["otherEmails", "EMAIL"],
] as const;
const MEMBER: Readonly<Record<string, string>> = Object.fromEntries(
  MEDIA.map(([field]) => [field, "addresses"]),
);

function renames(written: WrittenUser | undefined): boolean {
  return written?.previously !== undefined || written?.renameEmail === true;
}

/** A key counts as managed when it is asked for, or when its field is exact; a field when anything of it is asked for. */
function isManaged(id: string, written: WrittenUser): boolean {
  const [field = "", key] = id.split("/");
  if (field === "email") return renames(written);
  if (key === undefined) return written.managed.has(field);
  if (written.exact.has(field)) return true;
  return written.cells.some((cell) => cell.field === field && keyId(field, cell.key ?? "") === key);
}

/** Skills and languages are keyed by id in the organisation and by name, or `id:UUID`, in definitions. */
function keyId(field: string, key: string): string {
  const kind = { skills: "skill", languages: "language" } as const;
  if (field !== "skills" && field !== "languages") return key;
  return /^id:.{36}$/.test(key) ? key.slice("id:".length) : idOf(kind[field], key);
}

/** Every value of a stored user that Genesys shows and somebody may change. */
export function cellsOf(user: SimUser): Cells {
  const { skills, languages, addresses, employerInfo, locations, managerId, divisionId, ...rest } = user;
  const { id: _id, version: _version, username: _username, profileSkills, certifications, ...scalars } = rest;
  return {
    ...scalars,
    // The order of a list means nothing.
    profileSkills: profileSkills?.toSorted(),
    certifications: certifications?.toSorted(),
    manager: managerId,
    division: divisionId,
    locations: locations.map(({ id, notes }) => `${id} ${notes}`).toSorted(),
    ...Object.fromEntries(skills.map(({ id, proficiency }) => [`skills/${id}`, proficiency])),
    ...Object.fromEntries(languages.map(({ id, proficiency }) => [`languages/${id}`, proficiency])),
    ...Object.fromEntries(
      Object.entries(employerInfo ?? {}).map(([key, value]) => [`employerInfo/${key}`, value]),
    ),
    ...Object.fromEntries(
      MEDIA.flatMap(([field, media]) =>
        addresses.filter(isOf(media)).map((contact) => [`${field}/${contact.type}`, normal(contact)]),
      ),
    ),
  };
}

function listed(contacts: readonly SimContact[], media: string): string {
  return JSON.stringify(contacts.filter(isOf(media)).map(normal).toSorted());
}

function isOf(media: string) {
  return ({ mediaType }: SimContact) => mediaType === media;
}

/** A contact in one form, whatever shape it was read or is sent in. */
function normal({ type, address, display, extension, countryCode, integration }: SimContact): string {
  const number = address ?? (extension === display ? undefined : display);
  return JSON.stringify([type, number, extension, countryCode, integration]);
}
