import { typeOfPlain } from "./scalar.ts";

/** Without quotes only what every YAML reader takes for the same text, in block and flow, as key and as value. */
const SAFE_WITHOUT_QUOTES = /^\p{L}(?:[\p{L}\p{M}\p{N} _.@/+&'()-]*[\p{L}\p{M}\p{N}_.@/+&'()-])?$/u;
/** Words that only the letter of YAML 1.1 takes for booleans. */
const SINGLE_LETTER_BOOLEAN = /^[yYnN]$/;
/** What an editor would not show or would let reorder the line, except the joiners inside emoji and words. */
const INVISIBLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const LONGEST_SHOWN = 60;

/** A text as a YAML scalar: as it stands where that is safe, else in double quotes. */
export function asScalar(text: string): string {
  const plain =
    SAFE_WITHOUT_QUOTES.test(text) && !SINGLE_LETTER_BOOLEAN.test(text) && typeOfPlain(text) === "text";
  return plain ? text : quoted(text);
}

/** A text in double quotes on one line, as both YAML and people read it. */
export function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(INVISIBLE, escaped);
}

/** A text from the files for a message: quoted, invisible characters escaped, cut when long. */
export function show(text: string): string {
  const points = [...text.slice(0, 2 * LONGEST_SHOWN)];
  const cut = points.length > LONGEST_SHOWN || text.length > 2 * LONGEST_SHOWN;
  return quoted(cut ? `${points.slice(0, LONGEST_SHOWN).join("")}…` : text);
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff
    ? `\\U${code.toString(16).padStart(8, "0")}`
    : `\\u${code.toString(16).padStart(4, "0")}`;
}
