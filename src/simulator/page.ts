import type { Json, JsonObject } from "../model/json.ts";
import type { Call } from "./call.ts";
import { invalidValue } from "./refused.ts";
import type { Switches } from "./switches.ts";

export interface PageRequest {
  readonly size: number;
  /** Counted from 1. */
  readonly number: number;
}

/** `pageSize` and `pageNumber` of a request; 25 and 1 when absent. */
export function pageOf(query: URLSearchParams, max: number, switches: Switches): PageRequest {
  const size = count(query.get("pageSize") ?? "25", "pageSize");
  if (size > max && switches.pageSizeOver === "refused") throw invalidValue(size, "pageSize", `1 to ${max}`);
  return { size: Math.min(size, max), number: count(query.get("pageNumber") ?? "1", "pageNumber") };
}

/** The paging envelope of Genesys's listings. The first and last page lack previous and next. */
export function envelope<T>(
  call: Call,
  everything: readonly T[],
  page: PageRequest,
  show: (entry: T) => Json,
): JsonObject {
  const pageCount = Math.max(1, Math.ceil(everything.length / page.size));
  const start = (page.number - 1) * page.size;
  const uri = (number: number) => pageUri(call, page.size, number);
  return {
    entities: everything.slice(start, start + page.size).map(show),
    pageSize: page.size,
    pageNumber: page.number,
    total: everything.length,
    firstUri: uri(1),
    nextUri: page.number < pageCount ? uri(page.number + 1) : undefined,
    previousUri: page.number > 1 ? uri(page.number - 1) : undefined,
    lastUri: uri(pageCount),
    selfUri: uri(page.number),
    pageCount,
  };
}

function pageUri(call: Call, size: number, number: number): string {
  const query = new URLSearchParams(call.query);
  query.set("pageSize", String(size));
  query.set("pageNumber", String(number));
  return `${call.path}?${query.toString()}`;
}

function count(text: string, field: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw invalidValue(text, field, "whole numbers from 1");
  return value;
}
