import { isObject, type Json, type JsonObject } from "../model/json.ts";
import { type Cell, type Contact, cellId } from "../model/state.ts";
import type { Field, FieldReading, Write } from "./field.ts";
import { EDIT_USER } from "./text-field.ts";

export const CONTACT_TYPES = ["WORK", "WORK2", "WORK3", "WORK4", "HOME", "MOBILE", "MAIN", "OTHER"] as const;

/** Phones, texts and further e-mails live in one list, `addresses`, which every PATCH replaces as a whole. */
const MEDIA = { phones: "PHONE", sms: "SMS", otherEmails: "EMAIL" } as const;
type AddressField = keyof typeof MEDIA;

/** The parts that the three fields of `addresses` have in common. */
export function addressField(
  name: AddressField,
  summary: string,
  contact: "phone" | "number" | "email",
): Field {
  return {
    name,
    summary,
    shape: { kind: "keyed-contact", contact, keys: CONTACT_TYPES },
    inDefinitions: true,
    clearable: true,
    unlisted: "kept",
    write: WRITE,
    phase: "profile",
    permissions: EDIT_USER,
    read: (wire) => readAddresses(name, wire),
  };
}

const WRITE: Write = {
  call: "user",
  member: "addresses",
  replaces: "member",
  encode: (cells) => [...cells].sort((a, b) => (cellId(a) < cellId(b) ? -1 : 1)).map(encodeContact),
};

function encodeContact(cell: Cell): Json {
  const { number, address, ...rest } = cell.value as Contact;
  const mediaType = MEDIA[cell.field as AddressField];
  const where = address ?? number;
  return { mediaType, type: cell.key?.id ?? "", ...(where === undefined ? {} : { address: where }), ...rest };
}

function readAddresses(field: AddressField, wire: JsonObject): FieldReading {
  const list = wire.addresses;
  if (!Array.isArray(list)) return { read: false, why: 'the API left "addresses" out of its answer' };
  const contacts = known.get(list) ?? readContacts(list);
  known.set(list, contacts);
  if (typeof contacts === "string") return { read: false, why: contacts };
  return { read: true, cells: contacts.flatMap(({ item, value }) => toCell(field, item, value)) };
}

/** Three fields read each list. */
const known = new WeakMap<readonly Json[], Contacts | string>();

type Contacts = readonly { readonly item: JsonObject; readonly value: Contact | undefined }[];

/** Why not, if not: one contact that cannot be written back makes the whole list unread, because every write replaces all of it. */
function readContacts(list: readonly Json[]): Contacts | string {
  // PRIMARY contacts are derived from the others and read-only since 2017 (release notes of the official SDK).
  const contacts = list.filter(isObject).filter((item) => item.type !== "PRIMARY");
  const shapes = contacts.map((item) => ({ item, value: readContact(item) }));
  const lost = shapes.find(({ value }) => value === undefined)?.item;
  if (lost) return lossReason(lost);
  const seen = new Set(contacts.map((item) => `${item.mediaType} ${item.type}`));
  return seen.size < contacts.length ? "two contacts share media type and type" : shapes;
}

function toCell(field: AddressField, item: JsonObject, value: Contact | undefined): readonly Cell[] {
  const type = item.type;
  if (item.mediaType !== MEDIA[field] || typeof type !== "string" || !value) return [];
  return [{ field, key: { id: type, name: type }, value }];
}

function lossReason(item: JsonObject): string {
  return `the ${String(item.mediaType)} ${String(item.type)} contact has a shape that cannot be written back without loss`;
}

/**
 * The four shapes phones are read in (flattenUserAddresses of the official Terraform provider): address alone; extension equal to
 * display; extension beside a number kept in display; display alone, which nothing can write back.
 */
function readContact(item: JsonObject): Contact | undefined {
  const { address, display, extension, mediaType, type } = item;
  if (typeof type !== "string" || !Object.values(MEDIA).some((known) => known === mediaType))
    return undefined;
  const kept = keptAsIs(item);
  if (mediaType === "EMAIL") return text(address) ? { address: text(address) ?? "", ...kept } : undefined;
  const ext = text(extension);
  const number = text(address) ?? (ext !== undefined && ext !== text(display) ? text(display) : undefined);
  if (number === undefined && ext === undefined) return undefined;
  return {
    ...(number === undefined ? {} : { number: bareNumber(number) }),
    ...(ext === undefined ? {} : { extension: ext }),
    ...kept,
  };
}

function keptAsIs({ countryCode, integration }: JsonObject): Contact {
  return {
    ...(typeof countryCode === "string" ? { countryCode } : {}),
    ...(typeof integration === "string" ? { integration } : {}),
  };
}

function text(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Drops what people put between digits, so that a number compares however it was typed. */
function bareNumber(number: string): string {
  return number.replaceAll(/[\s().\u00a0-]/g, "");
}
