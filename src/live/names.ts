import type { NameList } from "../fields/field.ts";
import type { Reader } from "../genesys/client.ts";
import type { JsonObject } from "../model/json.ts";
import type { Ref } from "../model/state.ts";
import { readList } from "./lists.ts";

/** Where each list lives and the largest page the official Terraform provider asks for. */
const LISTS = {
  skills: { path: "/api/v2/routing/skills", pageSize: 500 },
  languages: { path: "/api/v2/routing/languages", pageSize: 100 },
  divisions: { path: "/api/v2/authorization/divisions", pageSize: 100 },
  locations: { path: "/api/v2/locations", pageSize: 100 },
} as const;

/** The entries of the organisation's lists that can be assigned, by list. */
export type Names = Readonly<Record<Exclude<NameList, "users">, readonly Ref[]>>;

export const NO_NAMES: Names = { skills: [], languages: [], divisions: [], locations: [] };

/** Reads the lists that somebody refers to; the others stay empty. */
export async function readNames(reader: Reader, wanted: ReadonlySet<NameList>): Promise<Names> {
  const lists = Object.entries(LISTS).filter(([list]) => wanted.has(list as NameList));
  const read = lists.map(async ([list, { path, pageSize }]) => {
    const { entities } = await readList(reader, path, {}, pageSize);
    return [list, entities.flatMap(toRef)] as const;
  });
  return { ...NO_NAMES, ...Object.fromEntries(await Promise.all(read)) };
}

/** Deleted and inactive entries cannot be assigned and may share a name with a living one. */
function toRef({ id, name, state }: JsonObject): readonly Ref[] {
  if (typeof id !== "string" || typeof name !== "string") return [];
  return state === "deleted" || state === "inactive" ? [] : [{ id, name }];
}
