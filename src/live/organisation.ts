import type { Reader } from "../genesys/client.ts";
import { isObject } from "../model/json.ts";
import type { Ref } from "../model/state.ts";

/** The organisation that the credential belongs to. */
export async function readOrganisation(reader: Reader): Promise<Ref> {
  const { body } = await reader.get("/api/v2/organizations/me");
  const id = isObject(body) && typeof body.id === "string" ? body.id : "";
  const name = isObject(body) && typeof body.name === "string" ? body.name : id;
  return { id, name };
}
