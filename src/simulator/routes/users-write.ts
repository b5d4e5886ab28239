import { isObject, type Json, type JsonObject } from "../../model/json.ts";
import { addedExtensions } from "../addresses.ts";
import type { Backend, Call, Reply, Route } from "../call.ts";
import { ok } from "../call.ts";
import { badRequest, conflict, invalidValue, missingPermission } from "../refused.ts";
import { ALL_EXPANDS, userJson } from "../render.ts";
import { revise } from "../revise.ts";
import { readUpdate } from "../update-user.ts";
import type { SimUser, UserState } from "../user.ts";
import { userNotFound } from "./lookup.ts";

export const usersWriteRoutes: readonly Route[] = [
  {
    method: "PATCH",
    path: "/api/v2/users/{userId}",
    needs: ["admin", "directory:user:edit", "directory:organization:admin"],
    answer: patchUser,
  },
];

/** Text of a version conflict as the platform sends it. */
export const STALE_VERSION = "The version supplied does not match the current version of the user";

const STATES: readonly UserState[] = ["active", "inactive", "deleted"];
const BESIDE_STATE = new Set(["state", "version", "id", "selfUri"]);

function patchUser(call: Call, backend: Backend): Reply {
  const user = backend.store.find(call.params.userId ?? "");
  if (user === undefined) throw userNotFound();
  const body = call.json;
  if (!isObject(body)) throw badRequest("The body must be a user.");
  const changesState = body.state !== undefined && body.state !== null;
  if (user.state === "deleted" && !changesState) throw userNotFound();
  const change = changesState ? readState(body, backend) : readUpdate(body, user, backend.switches);
  checkVersion(body.version, user, backend);
  checkReferences(change, user, call, backend);
  const next = revise(user, change, "user", backend.switches);
  const expand = backend.switches.patchAnswer === "expanded" ? ALL_EXPANDS : [];
  return ok(userJson(next, backend.directory, expand), [next]);
}

/** "If specified, it is the only modifiable field." */
function readState(body: JsonObject, backend: Backend): Partial<SimUser> {
  const state = STATES.find((known) => known === body.state);
  if (state === undefined) throw invalidValue(body.state, "state", STATES.join(", "));
  const beside = Object.keys(body).find((member) => !BESIDE_STATE.has(member));
  if (beside !== undefined && backend.switches.besideState === "refused") {
    throw badRequest(`state is the only modifiable field when given; found ${beside} as well.`);
  }
  return { state };
}

function checkVersion(version: Json | undefined, user: SimUser, backend: Backend): void {
  const { switches, chance } = backend;
  if (version === undefined || version === null) {
    throw badRequest("The version of the user is required.", switches.missingVersionCode);
  }
  if (typeof version !== "number") throw badRequest("version must be a whole number.");
  if (version === user.version) return;
  const as400 =
    switches.versionMismatch === "400" || (switches.versionMismatch === "either" && chance.flip(0.5));
  throw as400 ? badRequest(STALE_VERSION, "general.bad.request") : conflict(STALE_VERSION);
}

function checkReferences(change: Partial<SimUser>, user: SimUser, call: Call, backend: Backend): void {
  const { store, directory } = backend;
  const owner = change.email === undefined ? undefined : store.byEmail(change.email);
  if (owner !== undefined && owner.id !== user.id) {
    throw conflict(`The email address ${change.email} is already in use.`);
  }
  if (change.managerId !== undefined) checkManager(change.managerId, user, backend);
  const place = change.locations?.find((location) => !directory.locations.has(location.id));
  if (place !== undefined) throw badRequest(`The location ${place.id} does not exist.`);
  const needsAssign = addedExtensions(change.addresses ?? [], user.addresses).length > 0;
  if (needsAssign && !call.permits("telephony:extension:assign")) {
    throw missingPermission(["telephony:extension:assign"]);
  }
}

function checkManager(managerId: string, user: SimUser, backend: Backend): void {
  if (backend.store.find(managerId) === undefined)
    throw badRequest(`The manager ${managerId} does not exist.`);
  if (managerId === user.id) throw badRequest("A user cannot be their own manager.");
  if (backend.switches.managerCycle === "accepted") return;
  const seen = new Set<string>();
  let above: string | undefined = managerId;
  while (above !== undefined && !seen.has(above)) {
    if (above === user.id) throw badRequest("The manager reports to this user.");
    seen.add(above);
    above = backend.store.find(above)?.managerId;
  }
}
