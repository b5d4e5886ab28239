import { isObject, type Json, type JsonObject } from "../model/json.ts";
import { badRequest, invalidValue } from "./refused.ts";
import type { Switches } from "./switches.ts";
import type { SimContact } from "./user.ts";

const MEDIA = ["PHONE", "EMAIL", "SMS"] as const;
const TYPES = ["PRIMARY", "WORK", "WORK2", "WORK3", "WORK4", "HOME", "MOBILE", "MAIN", "OTHER"];

/** The contacts after a PATCH with `addresses`: the list replaces what is held, apart from what the switches keep. */
export function updateAddresses(
  value: Json,
  held: readonly SimContact[],
  switches: Switches,
): readonly SimContact[] {
  if (!Array.isArray(value)) throw badRequest("addresses must be a list.");
  const emails = held.filter((contact) => contact.mediaType === "EMAIL");
  if (value.length === 0) {
    if (switches.emptyAddresses === "refused") throw badRequest("addresses must not be empty.");
    return switches.emptyAddresses === "clears-phones" ? emails : [];
  }
  const listed = (value as readonly Json[]).map((entry) => readContact(entry, held));
  const namesEmails = listed.some((contact) => contact.mediaType === "EMAIL");
  return switches.unlistedEmails === "kept" && !namesEmails ? [...listed, ...emails] : listed;
}

/** Extensions in a list that the user did not hold before. */
export function addedExtensions(
  wanted: readonly SimContact[],
  held: readonly SimContact[],
): readonly SimContact[] {
  return wanted.filter(
    (contact) =>
      contact.extension !== undefined && !held.some((other) => other.extension === contact.extension),
  );
}

/** `display` is read-only: it is made from number and extension, never taken from the request. */
function readContact(value: Json, held: readonly SimContact[]): SimContact {
  if (!isObject(value)) throw badRequest("addresses must be a list of objects.");
  const mediaType = MEDIA.find((known) => known === value.mediaType);
  if (mediaType === undefined) throw invalidValue(value.mediaType, "mediaType", MEDIA.join(", "));
  const type = text(value, "type");
  if (type === undefined || !TYPES.includes(type)) throw invalidValue(type, "type", TYPES.join(", "));
  const address = text(value, "address");
  const extension = text(value, "extension");
  const common = {
    mediaType,
    type,
    countryCode: text(value, "countryCode"),
    integration: text(value, "integration"),
  };
  if (address === undefined && extension === undefined) {
    throw badRequest(`The ${type} ${mediaType} contact has neither address nor extension.`);
  }
  if (mediaType === "EMAIL") return { ...common, address };
  if (extension === undefined) return { ...common, address, display: address };
  if (address === undefined) return { ...common, ...internal(extension, common, held) };
  return { ...common, extension, display: address };
}

/** An extension that no pool holds stays a display in parentheses. */
function internal(
  extension: string,
  at: Pick<SimContact, "mediaType" | "type">,
  held: readonly SimContact[],
): Pick<SimContact, "extension" | "display"> {
  const unmapped = held.find(
    (contact) =>
      contact.mediaType === at.mediaType &&
      contact.type === at.type &&
      contact.extension === undefined &&
      contact.display === `(${extension})`,
  );
  return unmapped === undefined ? { extension, display: extension } : { display: unmapped.display };
}

function text(value: JsonObject, member: string): string | undefined {
  const held = value[member];
  if (held === undefined || held === null || held === "") return undefined;
  if (typeof held !== "string") throw badRequest(`${member} of a contact must be a string.`);
  return held;
}
