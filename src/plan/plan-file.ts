import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { Plan } from "../model/plan.ts";
import { bad, type Checked, good } from "../model/problem.ts";
import { FORMAT_VERSION } from "./assemble.ts";
import { planHashOf } from "./hashes.ts";

/** Reads a plan or drift document and makes sure that it is whole: known major version, all members, and a hash that fits its content. */
export function parsePlan(text: string, file: string): Checked<Plan> {
  const document = parseJson(text);
  if (!isObject(document) || (document.kind !== "plan" && document.kind !== "drift")) {
    const found = document === undefined ? notJson(text) : "it is no plan or drift document";
    return refuse("not-a-plan", `Cannot read ${file}: ${found}`, "Name a file made by `gus plan --out`");
  }
  const major = String(document.formatVersion).split(".")[0];
  if (major !== FORMAT_VERSION.split(".")[0]) {
    const found = `its format is ${String(document.formatVersion)}, this gus reads ${FORMAT_VERSION}`;
    return refuse(
      "plan-format",
      `Cannot read ${file}: ${found}`,
      "Make the plan again with this version of gus",
    );
  }
  const missing = missingMember(document);
  if (missing !== undefined) {
    return refuse(
      "not-a-plan",
      `Cannot read ${file}: its member "${missing}" is missing or of the wrong type`,
      "Name a file made by `gus plan --out`",
    );
  }
  const plan = document as unknown as Plan;
  if (plan.redacted === "none" && planHashOf(plan) !== plan.planHash) {
    const message = `Cannot trust ${file}: its content does not fit its planHash, so somebody changed it after it was made`;
    return refuse("plan-changed", message, "Make the plan again with `gus plan --out`, and have it reviewed");
  }
  return good(plan);
}

const LISTS = ["selection", "rails", "accepted", "operations", "differences", "users", "unread", "warnings"];
/** Absent from most plans. */
const OPTIONAL_LISTS = ["leaving", "namedById", "gone", "notCompared", "notUndone"];
const OBJECTS = ["made", "org", "source", "estimate", "summary"];
const TEXTS = ["planHash", "reviewHash", "redacted"];

/** The first member without which nothing can be made of a plan. */
function missingMember(document: JsonObject): string | undefined {
  return (
    LISTS.find((name) => !Array.isArray(document[name])) ??
    OPTIONAL_LISTS.find((name) => name in document && !Array.isArray(document[name])) ??
    OBJECTS.find((name) => !isObject(document[name])) ??
    TEXTS.find((name) => typeof document[name] !== "string")
  );
}

/** Codes of refusals that mean "not the plan that was approved" (exit 5). */
export const NOT_THE_PLAN = [
  "plan-format",
  "plan-changed",
  "plan-redacted",
  "plan-of-other-org",
  "plan-not-approved",
  "plan-too-old",
];

function refuse(code: string, message: string, fix: string): Checked<never> {
  return bad([{ code, message, fix }]);
}

/** What a text is that cannot be parsed. */
function notJson(text: string): string {
  const start = text.trimStart();
  if (start === "") return "it is empty";
  return start.startsWith("{") ? "its JSON is cut off or broken" : "it is no JSON";
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
