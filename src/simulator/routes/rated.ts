import { isObject, type Json } from "../../model/json.ts";
import type { Backend, Call, Reply } from "../call.ts";
import { ok } from "../call.ts";
import { envelope, pageOf } from "../page.ts";
import { badRequest, invalidValue, Refused } from "../refused.ts";
import { languagesJson, skillsJson } from "../render.ts";
import { revise } from "../revise.ts";
import type { Rated, SimUser } from "../user.ts";
import { readUser, writtenUser } from "./lookup.ts";

/** What skills and languages of a user have in common: a list of ids with a proficiency. */
export interface RatedKind {
  readonly member: "skills" | "languages";
  readonly param: string;
  readonly status: { readonly deleted: number };
  readonly round: (proficiency: number, backend: Backend) => number;
}

const PAGE_MAX = 500;

export function listRated(kind: RatedKind) {
  return (call: Call, backend: Backend): Reply => {
    const user = readUser(call, backend);
    const page = pageOf(call.query, PAGE_MAX, backend.switches);
    return ok(envelope(call, entities(kind, user, backend), page, (entry) => entry));
  };
}

/** Writes a whole list: `merge` adds and updates, `replace` removes what is not listed. */
export function writeRated(kind: RatedKind, how: "merge" | "replace") {
  return (call: Call, backend: Backend): Reply => {
    if (!Array.isArray(call.json)) throw badRequest("The body must be a list.");
    const user = writtenUser(call, backend);
    const listed = (call.json as readonly Json[]).map((entry) => readRated(kind, entry, backend));
    const base = how === "merge" ? user[kind.member] : [];
    const next = store(kind, user, merged(base, listed), backend);
    const shown = entities(kind, next, backend);
    return ok({ entities: shown, ...wholePage(call, shown.length) }, [next]);
  };
}

export function addRated(kind: RatedKind) {
  return (call: Call, backend: Backend): Reply => {
    const user = writtenUser(call, backend);
    const entry = readRated(kind, call.json ?? null, backend);
    return one(kind, user, merged(user[kind.member], [entry]), entry.id, backend);
  };
}

export function updateRated(kind: RatedKind) {
  return (call: Call, backend: Backend): Reply => {
    const user = writtenUser(call, backend);
    const id = call.params[kind.param] ?? "";
    if (!isObject(call.json)) throw badRequest("The body must be an object.");
    if (!user[kind.member].some((held) => held.id === id)) throw unheld(kind, id);
    const entry = readRated(kind, { ...call.json, id }, backend);
    return one(kind, user, merged(user[kind.member], [entry]), id, backend);
  };
}

export function removeRated(kind: RatedKind) {
  return (call: Call, backend: Backend): Reply => {
    const user = writtenUser(call, backend);
    const id = call.params[kind.param] ?? "";
    const held = user[kind.member];
    if (!held.some((entry) => entry.id === id)) {
      if (backend.switches.deleteMissing === "404") throw unheld(kind, id);
      return { status: kind.status.deleted, writes: [] };
    }
    const rest = held.filter((entry) => entry.id !== id);
    return { status: kind.status.deleted, writes: [store(kind, user, rest, backend)] };
  };
}

function one(kind: RatedKind, user: SimUser, list: readonly Rated[], id: string, backend: Backend): Reply {
  const next = store(kind, user, list, backend);
  return ok(
    entities(kind, next, backend).find((entry) => entry.id === id),
    [next],
  );
}

function store(kind: RatedKind, user: SimUser, list: readonly Rated[], backend: Backend): SimUser {
  return revise(user, { [kind.member]: list }, "subresource", backend.switches);
}

function entities(kind: RatedKind, user: SimUser, backend: Backend) {
  return kind.member === "skills"
    ? skillsJson(user, backend.directory)
    : languagesJson(user, backend.directory);
}

function wholePage(call: Call, total: number) {
  return { pageSize: Math.max(25, total), pageNumber: 1, total, selfUri: call.path, pageCount: 1 };
}

function merged(base: readonly Rated[], listed: readonly Rated[]): readonly Rated[] {
  return [...new Map([...base, ...listed].map((entry) => [entry.id, entry])).values()];
}

function readRated(kind: RatedKind, entry: Json, backend: Backend): Rated {
  if (!isObject(entry) || typeof entry.id !== "string") throw badRequest("Every entry needs an id.");
  const { id, proficiency } = entry;
  if (typeof proficiency !== "number" || proficiency < 0 || proficiency > 5) {
    throw invalidValue(proficiency, "proficiency", "0.0 to 5.0");
  }
  if (!backend.directory[kind.member].has(id)) {
    throw backend.switches.unknownSkill === 404 ? unheld(kind, id) : badRequest(`The id ${id} is not valid.`);
  }
  return { id, proficiency: kind.round(proficiency, backend) };
}

function unheld(kind: RatedKind, id: string): Refused {
  return new Refused(404, "not.found", `Unable to find ${kind.member} entry ${id}`);
}
