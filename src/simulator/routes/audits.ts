import { isObject, type JsonObject } from "../../model/json.ts";
import { type AuditQuery, auditsOf } from "../audits.ts";
import { type Backend, type Call, ok, type Reply, type Route } from "../call.ts";
import { badRequest, invalidValue } from "../refused.ts";

/** How far back the synchronous query looks (description of the call in the SDK). */
export const REALTIME_DAYS = 14;
const DAY_MS = 86_400_000;
const PAGE_MAX = 500;
const NEEDS = ["audits:audit:view"];
const FILTERS = ["UserId", "TrusteeOrganizationId", "ClientId", "Action", "EntityType", "EntityId"];

export const auditRoutes: readonly Route[] = [
  { method: "POST", path: "/api/v2/audits/query/realtime", needs: NEEDS, answer: query },
  {
    method: "GET",
    path: "/api/v2/audits/query/realtime/servicemapping",
    needs: NEEDS,
    answer: () =>
      ok({
        services: [
          { name: "Directory", entities: [{ name: "User", actions: ["Create", "Update", "Delete"] }] },
          { name: "ContactCenter", entities: [{ name: "AgentRoutingInfo", actions: ["Update"] }] },
        ],
      }),
  },
];

function query(call: Call, backend: Backend): Reply {
  if (!isObject(call.json)) throw badRequest("The body must be a query.");
  const asked = readQuery(call.json, call.now, backend);
  const visible = { ...asked, to: Math.min(asked.to, call.now - call.lagMs("audit")) };
  const found = auditsOf(backend.applied, visible, backend.switches);
  const [size, number] = [numberOf(call.json.pageSize, 25), numberOf(call.json.pageNumber, 1)];
  const pageSize = Math.min(size, PAGE_MAX);
  const expands = call.query.getAll("expand").includes("user");
  const entities = found.slice((number - 1) * pageSize, number * pageSize);
  return ok({
    entities: expands ? entities : entities.map(withoutNames),
    pageSize,
    pageNumber: number,
    total: found.length,
    pageCount: Math.max(1, Math.ceil(found.length / pageSize)),
  });
}

function readQuery(body: JsonObject, now: number, { switches }: Backend): AuditQuery {
  const [from = Number.NaN, to = Number.NaN] = String(body.interval).split("/").map(Date.parse);
  if (!(from < to)) throw invalidValue(body.interval, "interval", "two ISO-8601 times with a slash between");
  if (from < now - REALTIME_DAYS * DAY_MS)
    throw badRequest(`The interval may begin ${REALTIME_DAYS} days ago at most.`);
  const { serviceName } = body;
  if (serviceName === undefined && switches.auditedService === "required")
    throw badRequest("serviceName is required.");
  const filters = readFilters(body);
  if (filters.has("EntityId") && !filters.has("EntityType"))
    throw badRequest("A filter by EntityId needs one by EntityType.");
  const [sort] = listOf(body.sort);
  const service = typeof serviceName === "string" ? serviceName : undefined;
  return { from, to, filters, service, newestFirst: sort?.sortOrder === "descending" };
}

function readFilters(body: JsonObject): ReadonlyMap<string, string> {
  return new Map(
    listOf(body.filters).map(({ property, value }) => {
      if (!FILTERS.includes(String(property))) throw invalidValue(property, "property", FILTERS.join(", "));
      return [String(property), String(value)] as const;
    }),
  );
}

function withoutNames(entry: JsonObject): JsonObject {
  return isObject(entry.user) ? { ...entry, user: { id: entry.user.id ?? null } } : entry;
}

function listOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function numberOf(value: unknown, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (!Number.isInteger(value) || Number(value) < 1)
    throw invalidValue(value, "page", "whole numbers from 1");
  return Number(value);
}
