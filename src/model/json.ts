/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export type JsonObject = { readonly [member: string]: Json | undefined };

/** What JSON may hold raw but a terminal would obey or hide, and what Azure Pipelines and GitHub obey anywhere in a log line. */
const UNSEEN = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|#(?=#\[|#vso\[)/gi;

/** JSON text that means the same and can only be seen, never obeyed. */
export function visibleJson(text: string): string {
  return text.replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
