import { isObject, type JsonObject } from "../model/json.ts";

const LISTS = ["outcomes"];
const OBJECTS = ["calls", "made", "org", "summary"];

/** Whether a result, for which no hash vouches, has the members that every result has. */
export function isWholeResult(document: JsonObject): boolean {
  return (
    LISTS.every((member) => Array.isArray(document[member])) &&
    OBJECTS.every((member) => isObject(document[member]))
  );
}
