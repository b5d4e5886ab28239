import type { NameList } from "../fields/field.ts";
import type { Reader } from "../genesys/client.ts";
import type { JsonObject } from "../model/json.ts";
import type { Ref } from "../model/state.ts";
import { readList } from "./lists.ts";

/** Where each list lives and the largest page the official Terraform provider asks for. */
export const LISTS = {
  skills: { path: "/api/v2/routing/skills", pageSize: 500 },
  languages: { path: "/api/v2/routing/languages", pageSize: 100 },
  divisions: { path: "/api/v2/authorization/divisions", pageSize: 100 },
  locations: { path: "/api/v2/locations", pageSize: 100 },
} as const;

/** An entry of one of the organisation's lists. */
export interface Named extends Ref {
  /** Whether it can be assigned by name. An inactive one can only be kept, and named by its id. */
  readonly active: boolean;
}

/** The entries of the organisation's lists, by list; deleted ones are left out. */
export type Names = Readonly<Record<Exclude<NameList, "users">, readonly Named[]>>;

export const NO_NAMES: Names = { skills: [], languages: [], divisions: [], locations: [] };

/** Reads the lists that somebody refers to; the others stay empty. */
export async function readNames(reader: Reader, wanted: ReadonlySet<NameList>): Promise<Names> {
  const lists = Object.entries(LISTS).filter(([list]) => wanted.has(list as NameList));
  const read = lists.map(async ([list, { path, pageSize }]) => {
    const { entities } = await readList(reader, path, {}, pageSize);
    return [list, entities.flatMap(toNamed)] as const;
  });
  return { ...NO_NAMES, ...Object.fromEntries(await Promise.all(read)) };
}

/** A deleted entry may share its name with a living one, and nobody can hold it. */
function toNamed({ id, name, state }: JsonObject): readonly Named[] {
  if (typeof id !== "string" || typeof name !== "string" || state === "deleted") return [];
  return [{ id, name, active: state !== "inactive" }];
}
