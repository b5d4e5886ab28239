import type { Reader } from "../genesys/client.ts";
import { isObject } from "../model/json.ts";
import type { Named } from "../model/who.ts";

/** The OAuth client that the calls are made with; undefined where Genesys does not say. */
export async function readOwnClient(reader: Reader): Promise<Named | undefined> {
  const body = await reader.glance("/api/v2/tokens/me");
  const client = isObject(body) ? body.OAuthClient : undefined;
  if (!isObject(client) || typeof client.id !== "string") return undefined;
  return {
    id: client.id,
    ...(typeof client.name === "string" && client.name !== "" && { name: client.name }),
  };
}
