import { isObject, visibleJson } from "../model/json.ts";

/** Any document as JSON: members sorted, two spaces, a newline at the end. Equal documents give equal bytes. */
export function renderJson(document: unknown): string {
  return `${visibleJson(JSON.stringify(sorted(document), null, 2))}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}
