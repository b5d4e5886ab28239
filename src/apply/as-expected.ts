import type { WriteAnswer } from "../genesys/client.ts";
import { isObject, type Json } from "../model/json.ts";
import type { Operation } from "../model/plan.ts";

/** The answer; a 2xx that does not say what this call's answer says leaves open whether the write was applied. */
export function asExpected(operation: Operation, answer: WriteAnswer): WriteAnswer {
  if (answer.kind !== "accepted" || isExpected(operation, answer.body, answer.status)) return answer;
  const { status, correlationId } = answer;
  const why = `an answer ${status} that does not fit the call`;
  return { kind: "ambiguous", why, ...(correlationId === undefined ? {} : { correlationId }) };
}

/** A proxy may have turned something else into a 200. */
function isExpected({ kind, users }: Operation, body: Json, status: number): boolean {
  if (kind === "update" || kind === "activate" || kind === "deactivate") {
    return isObject(body) && body.id === users[0]?.id && typeof body.version === "number";
  }
  if (kind === "remove-skill" || kind === "remove-language" || kind === "move-division") return status < 300;
  return isObject(body) && Array.isArray(body.entities);
}
