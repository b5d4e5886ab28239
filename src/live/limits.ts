import type { Reader } from "../genesys/client.ts";
import { isObject, type Json } from "../model/json.ts";

/** The namespace and the keys of the limits that count every call of a token (organisation limits API and forum announcements). */
const NAMESPACE = "platform.api";
const KEYS = ["client.credentials.token.rate.per.minute", "token.rate.per.minute"];

export const LIMITS_PATH = `/api/v2/organizations/limits/namespaces/${NAMESPACE}`;

/**
 * Calls a minute that the organisation allows a token, where the credential may ask (`limits:organization:view`); undefined where it may
 * not, or where the answer does not say. Of several limits the lowest counts. Asked once: it is only a better guess.
 */
export async function readCallLimit(reader: Reader): Promise<number | undefined> {
  return callLimitIn(await reader.glance(LIMITS_PATH));
}

/** The same from what the limits' own path answers. */
export function callLimitIn(body: Json | undefined): number | undefined {
  const values = limitsIn(body).flatMap(({ key, value }) =>
    KEYS.includes(String(key)) && Number(value) >= 1 ? [Number(value)] : [],
  );
  return values.length === 0 ? undefined : Math.min(...values);
}

function limitsIn(body: Json | undefined): readonly { readonly key?: Json; readonly value?: Json }[] {
  const entities = isObject(body) ? body.entities : undefined;
  return Array.isArray(entities) ? entities.filter(isObject) : [];
}
