import { isObject, type Json } from "../../model/json.ts";
import type { Backend, Call, Reply, Route } from "../call.ts";
import { badRequest } from "../refused.ts";
import { userJson } from "../render.ts";
import { revise } from "../revise.ts";
import type { SimUser } from "../user.ts";
import { tooMany, unknownUser } from "./lookup.ts";

/** Most users of one PATCH /users/bulk. */
export const USERS_BULK_MAX = 50;

export const usersBulkRoutes: readonly Route[] = [
  {
    method: "PATCH",
    path: "/api/v2/users/bulk",
    needs: ["directory:user:edit", "directory:organization:admin"],
    answer: patchUsers,
  },
];

interface Wanted {
  readonly id: string;
  readonly acdAutoAnswer: boolean | undefined;
}

/** Takes `id` and `acdAutoAnswer` only, and no version. */
function patchUsers(call: Call, backend: Backend): Reply {
  if (!Array.isArray(call.json) || call.json.length === 0)
    throw badRequest("The body must be a list of users.");
  const wanted = (call.json as readonly Json[]).map(readWanted);
  if (wanted.length > USERS_BULK_MAX) throw tooMany(USERS_BULK_MAX, backend);
  const writes = wanted.flatMap((entry) => write(entry, backend) ?? []);
  const stray = wanted.find((entry) => known(entry.id, backend) === undefined);
  if (stray !== undefined) {
    const refused = unknownUser(stray.id, backend);
    return { status: refused.status, refused, writes: backend.switches.partialBulk ? writes : [] };
  }
  const entities = writes.map((user) => userJson(user, backend.directory, []));
  const body = {
    entities,
    pageSize: entities.length,
    pageNumber: 1,
    total: entities.length,
    selfUri: call.path,
    pageCount: 1,
  };
  return { status: 200, body, writes };
}

function write(entry: Wanted, backend: Backend): SimUser | undefined {
  const user = known(entry.id, backend);
  if (user === undefined || entry.acdAutoAnswer === undefined) return user;
  return revise(user, { acdAutoAnswer: entry.acdAutoAnswer }, "user", backend.switches);
}

function known(id: string, backend: Backend): SimUser | undefined {
  const user = backend.store.find(id);
  return user?.state === "deleted" ? undefined : user;
}

function readWanted(entry: Json): Wanted {
  if (!isObject(entry) || typeof entry.id !== "string")
    throw badRequest("Every user of the list needs an id.");
  const { id, acdAutoAnswer } = entry;
  if (acdAutoAnswer !== undefined && typeof acdAutoAnswer !== "boolean") {
    throw badRequest("acdAutoAnswer must be true or false.");
  }
  return { id, acdAutoAnswer };
}
