import { forXml, LONGEST_VALUE } from "../escape.ts";

/** HTML that is well-formed and safe to insert. Only `html` and `text` make it from what others wrote. */
export interface Markup {
  readonly markup: string;
}

/** What a template takes: a text is escaped, nothing is left out. */
type Part = Markup | string | number | undefined | false | readonly Markup[];

/** Sentences may be longer than values. */
const LONGEST_SENTENCE = 1000;

/** A template whose inserted texts are escaped, for elements and quoted attributes alike. */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: pieces.reduce((all, piece, index) => all + inserted(parts[index - 1]) + piece) };
}

/** A value, shortened as in every other medium. */
export function text(value: string): Markup {
  return { markup: forXml(value, LONGEST_VALUE) };
}

/** Text of ours that a browser must find as it stands: a stylesheet, a script, a number of shapes. */
export function asItStands(markup: string): Markup {
  return { markup };
}

function inserted(part: Part): string {
  if (part === undefined || part === false) return "";
  if (typeof part === "number") return String(part);
  if (typeof part === "string") return forXml(part, LONGEST_SENTENCE);
  return "markup" in part ? part.markup : part.map(({ markup }) => markup).join("");
}
