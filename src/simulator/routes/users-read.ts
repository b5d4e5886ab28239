import type { Backend, Call, Reply, Route } from "../call.ts";
import { ok } from "../call.ts";
import { envelope, pageOf } from "../page.ts";
import { badRequest, invalidValue, notForClients } from "../refused.ts";
import { expandsOf, listParam, userJson } from "../render.ts";
import type { SimUser } from "../user.ts";
import { userNotFound } from "./lookup.ts";

/** Largest page of users (500 in Genesys's own Terraform provider). */
export const USERS_PAGE_MAX = 500;
/** Most `id` parameters of one list call. */
export const IDS_MAX = 100;
/** The list of inactive users answers 400 past this many rows, or this many pages. */
export const INACTIVE_CAP = { rows: 10_000, pages: 100 } as const;

const STATES = ["active", "inactive", "deleted", "any"] as const;

export const usersReadRoutes: readonly Route[] = [
  { method: "GET", path: "/api/v2/users", answer: listUsers },
  { method: "GET", path: "/api/v2/users/query", needs: ["directory:user:view"], answer: queryUsers },
  { method: "GET", path: "/api/v2/users/me", answer: me },
  { method: "GET", path: "/api/v2/users/{userId}", answer: getUser },
];

function listUsers(call: Call, backend: Backend): Reply {
  const ids = listParam(call.query, "id");
  if (ids.length > IDS_MAX) {
    throw badRequest(`Only ${IDS_MAX} users can be requested at a time.`, "max.user.ids");
  }
  const expand = expandsOf(call.query);
  const page = pageOf(call.query, USERS_PAGE_MAX, backend.switches);
  const state = stateOf(call);
  const rows = page.size * page.number;
  const beyond =
    backend.switches.inactiveCap === "rows" ? rows > INACTIVE_CAP.rows : page.number > INACTIVE_CAP.pages;
  if (state === "inactive" && beyond) throw badRequest("Inactive users cannot be listed past this point.");

  const chosen = chooseUsers(call, backend, ids).filter((user) => hasState(user, state));
  const users = call.query.get("sortOrder")?.toLowerCase().startsWith("desc") ? chosen.reverse() : chosen;
  const show = (user: SimUser) => userJson(user, backend.directory, expand, call.withheld);
  return ok(envelope(call, users, page, show));
}

function chooseUsers(call: Call, backend: Backend, ids: readonly string[]): readonly SimUser[] {
  const lag = call.lagMs(ids.length > 0 ? "ids" : "list");
  const at = lag > 0 ? call.now - lag : undefined;
  if (ids.length === 0) return [...backend.store.all(at)];
  return [...new Set(ids)].flatMap((id) => backend.store.find(id, at) ?? []);
}

function queryUsers(call: Call, backend: Backend): Reply {
  const expand = expandsOf(call.query);
  const page = pageOf(call.query, USERS_PAGE_MAX, backend.switches);
  const start = cursorStart(call.query.get("cursor"));
  const state = stateOf(call);
  const lag = call.lagMs("list");
  const users = backend.store
    .all(lag > 0 ? call.now - lag : undefined)
    .filter((user) => hasState(user, state));
  const shown = users.slice(start, start + page.size);
  const cursor = start + page.size < users.length ? cursorAt(start + page.size) : undefined;
  const uri = (to: string) =>
    `${call.path}?${new URLSearchParams([...call.query, ["cursor", to]]).toString()}`;
  return ok({
    entities: shown.map((user) => userJson(user, backend.directory, expand, call.withheld)),
    results: shown.length,
    cursor,
    nextUri: cursor && uri(cursor),
    selfUri: `${call.path}?${call.query.toString()}`,
  });
}

function cursorAt(offset: number): string {
  return Buffer.from(`offset:${offset}`).toString("base64url");
}

function cursorStart(cursor: string | null): number {
  if (cursor === null) return 0;
  const offset = /^offset:(\d+)$/.exec(Buffer.from(cursor, "base64url").toString())?.[1];
  if (offset === undefined) throw invalidValue(cursor, "cursor", "a cursor of an earlier answer");
  return Number(offset);
}

function getUser(call: Call, backend: Backend): Reply {
  const expand = expandsOf(call.query);
  const wanted = call.query.get("state") ?? "active";
  if (wanted !== "active" && wanted !== "deleted") throw invalidValue(wanted, "state", "active, deleted");
  const user = backend.store.find(call.params.userId ?? "", call.now - call.lagMs("single"));
  if (user === undefined || (user.state === "deleted") !== (wanted === "deleted")) throw userNotFound();
  return ok(userJson(user, backend.directory, expand, call.withheld));
}

function me(): Reply {
  throw notForClients();
}

function stateOf(call: Call): (typeof STATES)[number] {
  const wanted = call.query.get("state") ?? "active";
  const state = STATES.find((known) => known === wanted);
  if (state === undefined) throw invalidValue(wanted, "state", STATES.join(", "));
  return state;
}

function hasState(user: SimUser, state: (typeof STATES)[number]): boolean {
  return state === "any" || user.state === state;
}
