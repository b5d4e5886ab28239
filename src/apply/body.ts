import { isObject, type Json } from "../model/json.ts";
import type { Operation } from "../model/plan.ts";

/** The planned body with the pin, which is all that may be added to it. */
export function pinnedBody(body: Json, version: number): Json {
  return isObject(body) ? { ...body, version } : body;
}

/** The planned body of a call for many users, with only these users in it. */
export function bodyFor({ body }: Operation, ids: ReadonlySet<string>): Json {
  if (!Array.isArray(body)) return body;
  return body.filter((entry: Json) => ids.has(isObject(entry) ? String(entry.id) : String(entry)));
}
