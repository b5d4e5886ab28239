import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { Cell } from "../model/state.ts";
import type { Field, FieldReading, TextRule } from "./field.ts";
import { EDIT_USER } from "./text-field.ts";

/** Members and their values as in EmployerInfo of the official SDK. */
const MEMBERS: Readonly<Record<string, TextRule>> = {
  officialName: {},
  employeeId: {},
  employeeType: { oneOf: ["Full-time", "Part-time", "Contractor"] },
  dateHire: { pattern: /^\d{4}-\d{2}-\d{2}$/, wants: "a date as YYYY-MM-DD" },
};

export const employerInfo: Field = {
  name: "employerInfo",
  summary: "Employer information: official name, employee id, type and hire date.",
  shape: { kind: "record", members: MEMBERS },
  inDefinitions: true,
  clearable: true,
  unlisted: "kept",
  write: { call: "user", member: "employerInfo", replaces: "member", encode },
  phase: "profile",
  permissions: EDIT_USER,
  expand: "employerInfo",
  read,
};

/** All members travel, cleared ones as "": correct whether the server merges the object or replaces it. */
function encode(cells: readonly Cell[], touched: ReadonlySet<string>): Json {
  const set = Object.fromEntries(cells.map((cell) => [cell.key?.id ?? "", cell.value as string]));
  const cleared = [...touched].filter((key) => !(key in set)).map((key) => [key, ""]);
  return { ...Object.fromEntries(cleared), ...set };
}

/** An answer that was asked for just this object and lacks it says that it is unset. */
function read({ employerInfo: live }: JsonObject, complete: boolean): FieldReading {
  if (live === undefined && !complete)
    return { read: false, why: 'the API left "employerInfo" out of its answer' };
  const members = isObject(live) ? live : {};
  const cells = Object.keys(MEMBERS).flatMap((key) => member(key, members[key]));
  return { read: true, cells };
}

function member(key: string, value: Json | undefined): readonly Cell[] {
  return typeof value === "string" && value !== ""
    ? [{ field: "employerInfo", key: { id: key, name: key }, value }]
    : [];
}
