import { isObject, type Json, type JsonObject } from "../../model/json.ts";
import type { Backend, Call, Reply, Route } from "../call.ts";
import { ok } from "../call.ts";
import { badRequest, invalidValue } from "../refused.ts";
import { userJson } from "../render.ts";
import type { SimUser } from "../user.ts";

const SEARCH_PAGE_MAX = 100;
const NEEDS = ["directory:user:view"];

export const usersSearchRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/api/v2/users/search",
    needs: NEEDS,
    answer: (call, backend) => search(call.json, call, backend),
  },
  {
    method: "GET",
    path: "/api/v2/users/search",
    needs: NEEDS,
    answer: (call, backend) => search(decode(call.query.get("q64")), call, backend),
  },
];

function decode(q64: string | null): Json {
  try {
    return JSON.parse(Buffer.from(q64 ?? "", "base64").toString()) as Json;
  } catch {
    throw badRequest("q64 is not base64 of JSON.");
  }
}

function search(request: Json | undefined, call: Call, backend: Backend): Reply {
  if (!isObject(request)) throw badRequest("The body must be a search request.");
  const size = Math.min(numberOf(request.pageSize, 25), SEARCH_PAGE_MAX);
  const number = numberOf(request.pageNumber, 1);
  const criteria = listOf(request.query);
  const lag = call.lagMs("search");
  const found = backend.store
    .all(lag > 0 ? call.now - lag : undefined)
    .filter((user) => visible(user, criteria, backend) && matchesAll(user, criteria));
  const users = request.sortOrder === "DESC" ? [...found].reverse() : found;
  const expand = strings(request.expand);
  const pageCount = Math.ceil(users.length / size);
  const page = (wanted: number) => pageUri(request, wanted, pageCount);
  return ok({
    total: users.length,
    pageCount,
    pageSize: size,
    pageNumber: number,
    previousPage: page(number - 1),
    currentPage: page(number),
    nextPage: page(number + 1),
    types: ["users"],
    results: users
      .slice((number - 1) * size, number * size)
      .map((user) => userJson(user, backend.directory, expand, call.withheld)),
  });
}

function pageUri(request: JsonObject, number: number, pageCount: number): string | undefined {
  if (number < 1 || number > pageCount) return undefined;
  const q64 = Buffer.from(JSON.stringify({ ...request, pageNumber: number })).toString("base64");
  return `/api/v2/users/search?q64=${encodeURIComponent(q64)}`;
}

function visible(user: SimUser, criteria: readonly JsonObject[], backend: Backend): boolean {
  if (criteria.some(asksForState)) return true;
  return user.state === "active" || (user.state === "inactive" && backend.switches.searchStates !== "active");
}

function asksForState(criterion: JsonObject): boolean {
  return strings(criterion.fields).includes("state") || listOf(criterion.group).some(asksForState);
}

/** Criteria hold together; those with operator OR form one alternative, NOT turns its own round. */
function matchesAll(user: SimUser, criteria: readonly JsonObject[]): boolean {
  const alternatives = criteria.filter((criterion) => criterion.operator === "OR");
  const others = criteria.filter((criterion) => criterion.operator !== "OR");
  return (
    others.every((criterion) => matches(user, criterion) !== (criterion.operator === "NOT")) &&
    (alternatives.length === 0 || alternatives.some((criterion) => matches(user, criterion)))
  );
}

function matches(user: SimUser, criterion: JsonObject): boolean {
  const group = listOf(criterion.group);
  if (group.length > 0) return matchesAll(user, group);
  const type = String(criterion.type);
  if (type === "MATCH_ALL") return true;
  const test = TESTS[type];
  if (test === undefined) throw invalidValue(type, "type", [...Object.keys(TESTS), "MATCH_ALL"].join(", "));
  const wanted = [...strings(criterion.values), ...strings([criterion.value ?? null])].map(fold);
  return strings(criterion.fields).some((field) => {
    const held = fieldOf(user, field);
    return held !== undefined && test(fold(held), wanted);
  });
}

const TESTS: Readonly<Record<string, (held: string, wanted: readonly string[]) => boolean>> = {
  EXACT: (held, wanted) => wanted.includes(held),
  TERM: (held, wanted) => wanted.some((term) => held.split(/\s+/).includes(term)),
  TERMS: (held, wanted) => wanted.some((term) => held.split(/\s+/).includes(term)),
  STARTS_WITH: (held, wanted) => wanted.some((start) => held.startsWith(start)),
  CONTAINS: (held, wanted) => wanted.some((part) => held.includes(part)),
  REQUIRED_FIELDS: () => true,
};

function fieldOf(user: SimUser, field: string): string | undefined {
  const fields: Readonly<Record<string, string | undefined>> = {
    id: user.id,
    email: user.email,
    name: user.name,
    username: user.username,
    state: user.state,
    title: user.title,
    department: user.department,
  };
  return fields[field];
}

function fold(text: string): string {
  return text.toLowerCase();
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function strings(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === "string") : [];
}

function numberOf(value: Json | undefined, fallback: number): number {
  return typeof value === "number" && Number.isInteger(value) && value > 0 ? value : fallback;
}
