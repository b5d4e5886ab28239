import { HIDDEN } from "./change-view.ts";
import { mapMembers, SENTENCES } from "./hide-texts.ts";
import { replacing } from "./replacing.ts";

/** A text that tells who a user is, and the id to put in its place. */
export interface Person {
  readonly id: string;
  readonly text: string;
}

/** Anything around an at sign; punctuation at its ends is set aside before it is looked up. */
const ADDRESS = /[^\s@]*@[^\s@]*/gu;
const TRIMMED = /^(["'(<[{]*)(.*?)([\])}>"',.;:!?]*)$/su;

/** A document with the user's id in place of every known e-mail, `(hidden)` in place of others, and no names in sentences. */
export function hideAddresses<T>(document: T, people: readonly Person[]): T {
  const ids = new Map(people.map(({ id, text }) => [text.toLowerCase(), id]));
  const names = people.filter(({ text }) => !text.includes("@"));
  const withoutNames = replacing(new Map(names.map(({ id, text }) => [text, id])));
  return mapMembers(document, (text, member) => {
    const nameless = SENTENCES.has(member) ? withoutNames(text) : text;
    return nameless.includes("@") ? withoutAddresses(nameless, ids) : nameless;
  });
}

function withoutAddresses(text: string, ids: ReadonlyMap<string, string>): string {
  return text.replace(ADDRESS, (found) => {
    const [, before = "", address = "", after = ""] = TRIMMED.exec(found) ?? [];
    const exact = ids.get(found.toLowerCase());
    return exact ?? `${before}${ids.get(address.toLowerCase()) ?? HIDDEN}${after}`;
  });
}
