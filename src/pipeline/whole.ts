import { isObject } from "../model/json.ts";

type Kind = "plan" | "result";

const LISTS: Readonly<Record<Kind, readonly string[]>> = {
  plan: ["accepted", "differences", "operations", "rails", "unread", "users", "warnings"],
  result: ["outcomes"],
};
const RECORDS: Readonly<Record<Kind, readonly string[]>> = {
  plan: ["estimate", "made", "org", "source", "summary"],
  result: ["calls", "made", "org", "summary"],
};

/** Whether a document that no hash vouches for has the members that every document of its kind has. */
export function isWhole(document: Readonly<Record<string, unknown>>, kind: Kind): boolean {
  return (
    LISTS[kind].every((member) => Array.isArray(document[member])) &&
    RECORDS[kind].every((member) => isObject(document[member]))
  );
}
