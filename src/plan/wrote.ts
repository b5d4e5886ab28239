import { sameValue } from "../fields/compare.ts";
import type { Field } from "../fields/field.ts";
import { cellIn } from "../fields/read-member.ts";
import type { Registry } from "../fields/registry.ts";
import { isObject, type Json } from "../model/json.ts";
import type { Change } from "../model/plan.ts";
import { divisionPath } from "./call.ts";
import { encodeValue } from "./members.ts";

/** A call as it was sent. */
interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: Json;
}

type Live = Pick<Change, "userId" | "field" | "key" | "before">;

/** Whether a call, as callFor() makes them, wrote to a user what is live in a field or key: the same value, not only the same field. */
export function wroteLive(call: Sent, live: Live, registry: Registry): boolean {
  const field = registry.get(live.field);
  if (!field) return false;
  switch (field.write.call) {
    case "user":
    case "state":
      return bodiesFor(call, live.userId).some((body) => saysInBody(body, field, live));
    case "skills":
      return call.path.includes("/routingskills/") && saysInProficiencies(call, field, live);
    case "languages":
      return call.path.includes("/routinglanguages/") && saysInProficiencies(call, field, live);
    case "division":
      return call.path === divisionPath(live.before);
  }
}

/** Many users may share a call, each with an entry of the body. */
function bodiesFor({ path, body }: Sent, userId: string) {
  if (!/^\/api\/v2\/users\/[^/]+$/.test(path)) return [];
  return [body]
    .flat()
    .filter(isObject)
    .filter(({ id }) => id === userId);
}

function saysInBody(
  body: { readonly [member: string]: Json | undefined },
  field: Field,
  { key, before }: Live,
): boolean {
  const { write } = field;
  const member = body["member" in write ? write.member : field.name];
  if (member === undefined) return false;
  const isCell = !("replaces" in write) || write.replaces === "cell";
  if (isCell) return member === encodeValue(before);
  const wrote = cellIn(field, key, member);
  return wrote !== undefined && sameValue(wrote, before);
}

/** One key alone is taken away by its path; a list that replaces all takes away those that it leaves out. */
function saysInProficiencies({ method, path, body }: Sent, field: Field, { key, before }: Live): boolean {
  if (method === "DELETE") return before === null && path.endsWith(`/${key?.id}`);
  const wrote = cellIn(field, key, body) ?? null;
  return wrote === null ? before === null && method === "PUT" : sameValue(wrote, before);
}
