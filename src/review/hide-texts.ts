import type { Value } from "../model/state.ts";
import { HIDDEN } from "./change-view.ts";
import { replacing } from "./replacing.ts";

/** Shorter texts occur in any sentence by chance; hiding them there would only garble it. */
const SHORTEST = 4;

/** Members that hold sentences, which may quote a live value. */
export const SENTENCES: ReadonlySet<string> = new Set(["message", "fix", "why", "reason", "text"]);

/** The document with every given text hidden wherever a sentence quotes it. */
export function hideTexts<T>(texts: ReadonlySet<string>, document: T): T {
  const long = [...texts].filter((text) => text.length >= SHORTEST);
  const hide = replacing(new Map(long.map((text) => [text, HIDDEN])));
  return mapMembers(document, (text, member) => (SENTENCES.has(member) ? hide(text) : text));
}

/** Every text within a value, also those of refs and contacts. */
export function textsOf(value: Value): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((part) => textsOf(part as Value));
}

/** A desired value without what it merely carries along from live: a place's note, parts of a number. */
export function writtenPart(value: Value): Value {
  if (Array.isArray(value)) return value.map((item) => writtenPart(item)) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([member]) => !CARRIED.has(member))) as Value;
}

const CARRIED: ReadonlySet<string> = new Set(["note", "countryCode", "integration"]);

/** A copy of a JSON document with every text replaced, given the name of the member that holds it. */
export function mapMembers<T>(
  document: T,
  replace: (text: string, member: string) => string,
  member = "",
): T {
  if (typeof document === "string") return replace(document, member) as T;
  if (Array.isArray(document)) return document.map((item) => mapMembers(item, replace, member)) as T;
  if (typeof document !== "object" || document === null) return document;
  const members = Object.entries(document).map(([name, value]) => [name, mapMembers(value, replace, name)]);
  return Object.fromEntries(members) as T;
}
