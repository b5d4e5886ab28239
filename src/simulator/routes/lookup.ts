import type { Backend, Call } from "../call.ts";
import { badRequest, notFound, Refused } from "../refused.ts";
import type { SimUser } from "../user.ts";

/** The user that a write is about, as stored right now. A deleted user is not found. */
export function writtenUser(call: Call, backend: Backend): SimUser {
  return existing(backend.store.find(call.params.userId ?? ""));
}

/** The user that a read is about, as this read path sees it. */
export function readUser(call: Call, backend: Backend): SimUser {
  return existing(backend.store.find(call.params.userId ?? "", call.now - call.lagMs("subresource")));
}

function existing(user: SimUser | undefined): SimUser {
  if (user === undefined || user.state === "deleted") throw userNotFound();
  return user;
}

export function userNotFound(): Refused {
  return notFound("Unable to find a user with that userId", "general.resource.not.found");
}

/** The refusal of a body in which this user id is unknown. */
export function unknownUser(id: string, backend: Backend): Refused {
  return backend.switches.unknownUserInBulk === 400
    ? badRequest(`The user id ${id} is not valid.`)
    : new Refused(404, "not.found", `Unable to find a user with the id ${id}`);
}

/** The refusal of a bulk body that is too long. */
export function tooMany(max: number, backend: Backend): Refused {
  return backend.switches.tooMany === 400
    ? badRequest(`At most ${max} entries can be sent at a time.`)
    : new Refused(413, "request.entity.too.large", `The request is over the limit of ${max} entries.`);
}
