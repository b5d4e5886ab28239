import { type Field, isKeyed } from "../fields/field.ts";
import { FIELDS, type Registry } from "../fields/registry.ts";
import type { WrittenValue } from "../model/definitions.ts";
import type { Contact } from "../model/state.ts";
import { asScalar } from "./quote.ts";

/** A live user in the words of the definitions. Names that several things share are given as `id:UUID`. */
export interface ExportedUser {
  readonly email: string;
  readonly cells: readonly { readonly field: string; readonly key?: string; readonly value: WrittenValue }[];
  /** Every field that was read; the others are written as unmanaged. */
  readonly fields: readonly string[];
}

const HEADER = ["# yaml-language-server: $schema=../schema/user-state.schema.json", "version: 1"] as const;

/** YAML wants keys of at most 1,024 characters unless a question mark announces them. */
const LONGEST_PLAIN_KEY = 1000;

/**
 * Users as a definition file that asks for exactly what they have: the defaults say that what no user sets is unset. Equal users give
 * equal bytes: users by e-mail, fields as the registry has them, keys and items sorted.
 */
export function writeDefinitions(users: readonly ExportedUser[], fields: Registry = FIELDS): string {
  const sorted = users.toSorted((a, b) => order(a.email.toLowerCase(), b.email.toLowerCase()));
  const lines = sorted.flatMap((user) => entry(2, user.email, userLines(user, fields), "{}"));
  const written = lines.length > 0 ? ["users:", ...lines] : ["users: {}"];
  return [...HEADER, ...defaultLines(fields), ...written, ""].join("\n");
}

/** Fields of which the defaults ask that they be unset: texts, and maps that would otherwise leave unlisted keys alone. */
function clearedByDefault(fields: Registry): readonly Field[] {
  const clearable = [...fields.values()].filter((field) => field.inDefinitions && field.clearable);
  return clearable.filter((field) => field.unlisted === "kept");
}

function defaultLines(fields: Registry): readonly string[] {
  const lines = clearedByDefault(fields).map((field) =>
    keyValue(2, field.name, isKeyed(field) ? "{}" : "null"),
  );
  return lines.length > 0 ? ["# What no user sets below is unset.", "defaults:", ...lines.flat()] : [];
}

function userLines(user: ExportedUser, fields: Registry): readonly string[] {
  const written = [...fields.values()].filter(({ inDefinitions }) => inDefinitions);
  const unread = clearedByDefault(fields).filter(({ name }) => !user.fields.includes(name));
  const names = unread.map(({ name }) => name).join(", ");
  const unmanaged = unread.length > 0 ? keyValue(4, "unmanaged", `[${names}]`) : [];
  return [...unmanaged, ...written.flatMap((field) => fieldLines(user, field))];
}

function fieldLines({ cells, fields }: ExportedUser, field: Field): readonly string[] {
  const own = cells.filter((cell) => cell.field === field.name && cell.value !== null && cell.value !== "");
  const wasRead = fields.includes(field.name);
  if (!wasRead || (own.length === 0 && field.unlisted === "kept")) return [];
  if (isKeyed(field)) {
    const keyed = own.toSorted((a, b) => order(a.key ?? "", b.key ?? ""));
    const lines = keyed.flatMap(({ key = "", value }) => keyValue(6, key, inline(value)));
    return entry(4, field.name, lines, "{}");
  }
  const [cell] = own;
  if (field.shape.kind !== "list") return cell ? keyValue(4, field.name, inline(cell.value)) : [];
  const items = [...new Set(cell ? (cell.value as readonly string[]) : [])].sort(order);
  const lines = items.map((item) => `${" ".repeat(6)}- ${asScalar(item)}`);
  return entry(4, field.name, lines, "[]");
}

/** A key with lines below it, or with `empty` beside it. */
function entry(indent: number, key: string, below: readonly string[], empty: string): readonly string[] {
  return below.length > 0
    ? [`${" ".repeat(indent)}${asScalar(key)}:`, ...below]
    : keyValue(indent, key, empty);
}

function keyValue(indent: number, key: string, value: string): readonly string[] {
  const margin = " ".repeat(indent);
  const scalar = asScalar(key);
  if (scalar.length <= LONGEST_PLAIN_KEY) return [`${margin}${scalar}: ${value}`];
  return [`${margin}? ${scalar}`, `${margin}: ${value}`];
}

function inline(value: WrittenValue): string {
  if (typeof value === "string") return asScalar(value);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return contact(value as Contact);
  return String(value);
}

/** A number or an address alone stands for itself. */
function contact({ number, extension, address }: Contact): string {
  if (extension === undefined) return asScalar(number ?? address ?? "");
  const parts = [
    number === undefined ? [] : [`number: ${asScalar(number)}`],
    `extension: ${asScalar(extension)}`,
  ];
  return `{ ${parts.flat().join(", ")} }`;
}

function order(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
