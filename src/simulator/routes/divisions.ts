import type { Json } from "../../model/json.ts";
import { type Backend, type Call, noContent, type Reply, type Route } from "../call.ts";
import { badRequest, invalidValue, notFound } from "../refused.ts";
import { revise } from "../revise.ts";
import { tooMany, unknownUser } from "./lookup.ts";

export const divisionRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/api/v2/authorization/divisions/{divisionId}/objects/{objectType}",
    answer: moveUsers,
  },
];

/** Moves users into a division. Takes no version, and names no permission. */
function moveUsers(call: Call, backend: Backend): Reply {
  const { divisionId = "", objectType } = call.params;
  if (objectType !== "USER") throw invalidValue(objectType, "objectType", "USER");
  if (!backend.directory.divisions.has(divisionId))
    throw notFound(`Unable to find the division ${divisionId}`);
  const ids = readIds(call.json);
  const max = backend.switches.divisionObjectsMax;
  if (ids.length > max) throw tooMany(max, backend);
  const users = ids.flatMap((id) => backend.store.find(id) ?? []);
  const writes = users.map((user) => revise(user, { divisionId }, "subresource", backend.switches));
  const stray = ids.find((id) => backend.store.find(id) === undefined);
  if (stray === undefined) return noContent(writes);
  const refused = unknownUser(stray, backend);
  return { status: refused.status, refused, writes: backend.switches.partialBulk ? writes : [] };
}

function readIds(body: Json | undefined): readonly string[] {
  if (!Array.isArray(body) || body.length === 0) throw badRequest("The body must be a list of ids.");
  return (body as readonly Json[]).map((id) => {
    if (typeof id !== "string") throw badRequest("The body must be a list of ids.");
    return id;
  });
}
