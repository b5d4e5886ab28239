/** What YAML readers of any version make of a scalar without quotes. */
export type PlainType = "text" | "number" | "boolean" | "date" | "null" | "empty";

const NULLS = ["~", "null", "Null", "NULL"];
/** YAML 1.2 knows true and false; the words of 1.1 still turn into booleans in many tools. */
const BOOLEANS = ["true", "false", "yes", "no", "on", "off"].flatMap((word) => [
  word,
  `${word[0]?.toUpperCase()}${word.slice(1)}`,
  word.toUpperCase(),
]);
const WORDS: ReadonlyMap<string, PlainType> = new Map([
  ["", "empty"],
  ...NULLS.map((word) => [word, "null"] as const),
  ...BOOLEANS.map((word) => [word, "boolean"] as const),
]);
/** How every number and date begins. */
const FIRST_OF_NUMBER = /^[-+.0-9]/;
const NUMBERS = [
  /^[-+]?[0-9][0-9_]*$/,
  /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]+(?:[eE][-+]?[0-9]+)?$/,
  /^[-+]?[0-9][0-9_]*\.?(?:[eE][-+]?[0-9]+)?$/,
  /^[-+]?0(?:x[0-9a-fA-F_]+|o[0-7_]+|b[01_]+)$/,
  // Base 60 of YAML 1.1: 12:30 is 750.
  /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/,
  /^[-+]?\.(?:inf|Inf|INF)$/,
  /^\.(?:nan|NaN|NAN)$/,
] as const;
const DATE = /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|[ \t]+)\d{1,2}:\d{2}:\d{2}.*)?$/;
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;

/** Judged by YAML 1.1 and 1.2 together: a scalar counts as text only where all readers agree. */
export function typeOfPlain(text: string): PlainType {
  const word = WORDS.get(text);
  if (word) return word;
  if (!FIRST_OF_NUMBER.test(text)) return "text";
  if (NUMBERS.some((pattern) => pattern.test(text))) return "number";
  return DATE.test(text) ? "date" : "text";
}

/** Stands for a scalar that is no text and yet none of the spellings of null, booleans and numbers that the format takes. */
export const UNSETTLED = Symbol("unsettled scalar");

/** The value of a scalar without quotes. The format takes `null`, `true`, `false` and numbers as JSON spells them. */
export function plainValue(text: string): null | boolean | number | string | typeof UNSETTLED {
  const type = typeOfPlain(text);
  if (type === "text") return text;
  if (text === "null") return null;
  if (text === "true" || text === "false") return text === "true";
  return isJsonNumber(text) ? Number(text) : UNSETTLED;
}

export function isJsonNumber(text: string): boolean {
  return JSON_NUMBER.test(text);
}

/** What a boolean word of YAML 1.1 means. */
export function meansTrue(word: string): boolean {
  return /^(?:true|yes|on)$/i.test(word);
}
