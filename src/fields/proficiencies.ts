import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { Cell } from "../model/state.ts";
import type { FieldReading } from "./field.ts";

/** Reads skills or languages: an absent array was not read, an empty one is empty. */
export function readProficiencies(field: "skills" | "languages", wire: JsonObject): FieldReading {
  const list = wire[field];
  if (!Array.isArray(list)) return { read: false, why: `the API left "${field}" out of its answer` };
  const cells = list.map((item) => proficiency(field, item));
  if (cells.some((cell) => cell === undefined))
    return { read: false, why: `an entry of "${field}" has no id` };
  return { read: true, cells: cells.filter((cell) => cell !== undefined) };
}

function proficiency(field: string, item: Json): Cell | undefined {
  if (!isObject(item) || typeof item.id !== "string") return undefined;
  const name = typeof item.name === "string" ? item.name : item.id;
  const value = typeof item.proficiency === "number" ? item.proficiency : 0;
  return { field, key: { id: item.id, name }, value };
}
