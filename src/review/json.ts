import { isObject, type JsonObject, visibleJson } from "../model/json.ts";

/** Any document as JSON: members sorted, two spaces, a newline at the end. Equal documents give equal bytes. */
export function renderJson(document: unknown): string {
  const text = JSON.stringify(document, (_name, value) => (isObject(value) ? sorted(value) : value), 2);
  return `${visibleJson(text)}\n`;
}

function sorted(value: JsonObject): JsonObject {
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, value[name]]));
}
