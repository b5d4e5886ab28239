import type { Query, Reader } from "../genesys/client.ts";
import { isObject, type Json, type JsonObject } from "../model/json.ts";

/** How many pages are asked for at the same time; the pacing decides when each is sent. */
const PAGES_AT_ONCE = 4;

/** A list of the API, and what is kept of each entity. Answers are large, so the rest of them is let go page by page. */
export interface List<T> {
  readonly path: string;
  readonly query: Query;
  readonly pageSize: number;
  readonly keep: (entity: JsonObject) => T;
}

export interface Listing<T> {
  /** Every entity once, by id, in the order first met. */
  readonly kept: ReadonlyMap<string, T>;
  /** How many the API says there are. */
  readonly total: number;
}

/**
 * Reads every page of a list, drops repeats by id and compares the count with the stated total. Somebody who adds or removes an
 * entity meanwhile shifts the pages, so a short count is read once more before it is believed.
 */
export async function readList(
  reader: Reader,
  path: string,
  query: Query,
  pageSize: number,
): Promise<{ readonly entities: readonly JsonObject[]; readonly total: number }> {
  const list: List<JsonObject> = { path, query, pageSize, keep: (entity) => entity };
  const { kept, total } = await readRest(reader, list, await readPage(reader, list, 1));
  return { entities: [...kept.values()], total };
}

/** The pages after one that is already here. */
export async function readRest<T>(reader: Reader, list: List<T>, first: Listing<T>): Promise<Listing<T>> {
  const listing = await restOnce(reader, list, first);
  if (listing.kept.size >= listing.total) return listing;
  return restOnce(reader, list, await readPage(reader, list, 1));
}

/** `kept` has what was read before. */
export async function readPage<T>(
  reader: Reader,
  list: List<T>,
  pageNumber: number,
  kept = new Map<string, T>(),
): Promise<Listing<T>> {
  const { path, query, pageSize, keep } = list;
  const { body } = await reader.get(path, { ...query, pageSize, pageNumber });
  const entities = entitiesOf(body);
  const total = isObject(body) && typeof body.total === "number" ? body.total : entities.length;
  for (const entity of entities) kept.set(String(entity.id), keep(entity));
  return { kept, total };
}

async function restOnce<T>(reader: Reader, list: List<T>, first: Listing<T>): Promise<Listing<T>> {
  const pages = Math.ceil(first.total / list.pageSize);
  const kept = new Map(first.kept);
  let next = 2;
  const worker = async () => {
    while (next <= pages) await readPage(reader, list, next++, kept);
  };
  await Promise.all(Array.from({ length: PAGES_AT_ONCE }, worker));
  return { kept, total: first.total };
}

export function entitiesOf(body: Json): readonly JsonObject[] {
  const list = isObject(body) ? (body.entities ?? body.results) : body;
  return Array.isArray(list) ? list.filter(isObject) : [];
}
