import type { Reader } from "../genesys/client.ts";
import { StopError } from "../genesys/errors.ts";
import { isObject } from "../model/json.ts";
import type { Ref } from "../model/state.ts";

/** The organisation that the credential belongs to. */
export async function readOrganisation(reader: Reader): Promise<Ref> {
  const { body } = await reader.get("/api/v2/organizations/me");
  if (!isObject(body) || typeof body.id !== "string" || body.id === "") throw unnamedOrganisation();
  return { id: body.id, name: typeof body.name === "string" ? body.name : body.id };
}

function unnamedOrganisation(): StopError {
  const message = "GET /api/v2/organizations/me was answered without the organisation's id.";
  return new StopError("unexpected-answer", message, "Check what --api-url or a proxy answers with.");
}
