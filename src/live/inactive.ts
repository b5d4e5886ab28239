import type { Reader } from "../genesys/client.ts";
import { isObject } from "../model/json.ts";
import { entitiesOf, type List, type Listing } from "./lists.ts";

/** The list of inactive users answers 400 beyond this many (official Terraform provider). */
export const INACTIVE_CAP = 10_000;

/** Everybody inactive by cursor, past the cap of the plain list. A refusal (`directory:user:view` in all divisions) is thrown: a cut list is no list. */
export async function queryInactive<T>(
  reader: Reader,
  { query, pageSize, keep }: List<T>,
  total: number,
): Promise<Listing<T>> {
  const kept = new Map<string, T>();
  let cursor: string | undefined;
  do {
    const { body } = await reader.get("/api/v2/users/query", {
      ...query,
      pageSize,
      cursor,
    });
    const page = entitiesOf(body);
    for (const entity of page) kept.set(String(entity.id), keep(entity));
    cursor = page.length === 0 ? undefined : nextOf(body);
  } while (cursor !== undefined);
  return { kept, total };
}

function nextOf(body: unknown): string | undefined {
  return isObject(body) && typeof body.cursor === "string" && body.cursor !== "" ? body.cursor : undefined;
}
