import { isObject, type Json } from "../model/json.ts";
import type { Operation, OperationKind } from "../model/plan.ts";

/** Calls whose body lists users; a list in any other body is sent whole. */
const LISTS_USERS: readonly OperationKind[] = ["auto-answer", "move-division"];

/** The planned body with the pin, which is all that may be added to it. */
export function pinnedBody(body: Json, version: number): Json {
  return isObject(body) ? { ...body, version } : body;
}

/** The planned body; of a call for many users, with only these users in it. */
export function bodyFor({ kind, body }: Operation, ids: ReadonlySet<string>): Json {
  if (!Array.isArray(body) || !LISTS_USERS.includes(kind)) return body;
  return body.filter((entry: Json) => ids.has(isObject(entry) ? String(entry.id) : String(entry)));
}
