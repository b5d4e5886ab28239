import type { Query, Reader } from "../genesys/client.ts";
import { isObject, type Json, type JsonObject } from "../model/json.ts";

/** How many pages are asked for at the same time; the pacing decides when each is sent. */
const PAGES_AT_ONCE = 4;

export interface Listing {
  /** Every entity once, in the order first met. */
  readonly entities: readonly JsonObject[];
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
): Promise<Listing> {
  const first = await readPage(reader, path, query, pageSize, 1);
  return readRest(reader, path, query, pageSize, first);
}

/** The pages after one that is already here. */
export async function readRest(
  reader: Reader,
  path: string,
  query: Query,
  pageSize: number,
  first: Listing,
): Promise<Listing> {
  const listing = await restOnce(reader, path, query, pageSize, first);
  if (listing.entities.length >= listing.total) return listing;
  const again = await readPage(reader, path, query, pageSize, 1);
  return restOnce(reader, path, query, pageSize, again);
}

export async function readPage(
  reader: Reader,
  path: string,
  query: Query,
  pageSize: number,
  pageNumber: number,
): Promise<Listing> {
  const { body } = await reader.get(path, { ...query, pageSize, pageNumber });
  const entities = entitiesOf(body);
  const total = isObject(body) && typeof body.total === "number" ? body.total : entities.length;
  return { entities, total };
}

async function restOnce(
  reader: Reader,
  path: string,
  query: Query,
  pageSize: number,
  first: Listing,
): Promise<Listing> {
  const pages = Math.ceil(first.total / pageSize);
  const found = [...first.entities];
  let next = 2;
  const worker = async () => {
    while (next <= pages) found.push(...(await readPage(reader, path, query, pageSize, next++)).entities);
  };
  await Promise.all(Array.from({ length: PAGES_AT_ONCE }, worker));
  return {
    entities: [...new Map(found.map((entity) => [String(entity.id), entity])).values()],
    total: first.total,
  };
}

export function entitiesOf(body: Json): readonly JsonObject[] {
  const list = isObject(body) ? (body.entities ?? body.results) : body;
  return Array.isArray(list) ? list.filter(isObject) : [];
}
