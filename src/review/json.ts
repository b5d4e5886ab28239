import { isObject, type JsonObject } from "../model/json.ts";

/** What JSON may hold raw but a terminal would obey or hide, and what Azure Pipelines and GitHub obey anywhere in a log line. */
const UNSEEN = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|#(?=#\[|#vso\[)/gi;

/** Any document as JSON: members sorted, two spaces, a newline at the end. Equal documents give equal bytes. */
export function renderJson(document: unknown): string {
  const text = JSON.stringify(document, (_name, value) => (isObject(value) ? sorted(value) : value), 2);
  return `${text.replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`;
}

function sorted(value: JsonObject): JsonObject {
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, value[name]]));
}
