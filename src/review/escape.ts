import { figure } from "../model/figures.ts";

/** Values longer than this are shortened, so that one field cannot drown a plan. */
export const LONGEST_VALUE = 200;

/** Controls, formatting and bidi marks, odd and line-breaking spaces, lone surrogates, letters that show nothing, and what XML 1.0 forbids. */
const UNSEEN = /(?! )[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Z}\u115f\u1160\u2800\u3164\uffa0\ufffe\uffff]/gu;
/** What CI systems obey in a job's log: `::command::` at the start of a line, `##[command]` and `##vso[command]` anywhere. */
const LOG_COMMAND = /^(\s*:):|##(?=\[|vso\[)/gi;
/** Markdown, HTML, mentions, references, emoji codes, formulas and automatic links begin with one of these. */
const MARKDOWN = /[\\`*_[\]#|<>&~@:$]|(?<=www)\./gi;

/** Text that can only be seen, never obeyed, by a terminal or a CI log; one line, at most `limit` characters and a count. */
export function forTerminal(text: string, limit = LONGEST_VALUE): string {
  const visible = shorten(text, limit).replace(UNSEEN, escapeOf);
  return visible.replace(LOG_COMMAND, (_found, colon?: string) => (colon ? `${colon}\\u003a` : "#\\u0023"));
}

/** A value as inline code: safe in a paragraph, a list and a table cell; code is also where nobody gets notified. */
export function forMarkdown(text: string, limit = LONGEST_VALUE): string {
  return `<code>${entities(forTerminal(text, limit))}</code>`;
}

/** A sentence of ours that may hold a value. A word joiner after `@` and `#` keeps mentions and references from forming. */
export function sentenceForMarkdown(text: string, limit = 1000): string {
  return entities(forTerminal(text, limit)).replaceAll(/&#(?:64|35);/g, "$&&#8288;");
}

/** A value in a fenced block, where entities are not read. Every line of ours begins with a sign, so no value can end the fence. */
export function forFence(text: string, limit = LONGEST_VALUE): string {
  return forTerminal(text, limit).replaceAll("<!--", "<\\u0021--");
}

/** Text of an element, or the value of an attribute, in XML 1.0. */
export function forXml(text: string, limit = LONGEST_VALUE): string {
  return forTerminal(text, limit).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Shortens by characters as people count them, never through the middle of one code point. */
function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const characters = Array.from(text);
  if (characters.length <= limit) return text;
  return `${characters.slice(0, limit).join("")}… (${figure(characters.length - limit)} more characters)`;
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, "0")}`;
}

function entities(text: string): string {
  return text.replace(MARKDOWN, (character) => `&#${character.charCodeAt(0)};`);
}
