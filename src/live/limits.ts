import { GenesysError } from "../genesys/errors.ts";
import type { Reader } from "../genesys/client.ts";
import { isObject, type Json } from "../model/json.ts";

/** The namespace and the keys of the limits that count every call of a token (organisation limits API and forum announcements). */
const NAMESPACE = "platform.api";
const KEYS = ["client.credentials.token.rate.per.minute", "token.rate.per.minute"];

/**
 * Calls a minute that the organisation allows a token, where the credential may ask (`limits:organization:view`); undefined where it may
 * not, or where the answer does not say. Of several limits the lowest counts.
 */
export async function readCallLimit(reader: Reader): Promise<number | undefined> {
  try {
    const { body } = await reader.get(`/api/v2/organizations/limits/namespaces/${NAMESPACE}`);
    const values = limitsIn(body).flatMap(({ key, value }) =>
      KEYS.includes(String(key)) && Number(value) >= 1 ? [Number(value)] : [],
    );
    return values.length === 0 ? undefined : Math.min(...values);
  } catch (error) {
    // It is only a better guess: whatever speaks against it, the run goes on with the rate that it has.
    if (error instanceof GenesysError) return undefined;
    throw error;
  }
}

function limitsIn(body: Json): readonly { readonly key?: Json; readonly value?: Json }[] {
  const entities = isObject(body) ? body.entities : undefined;
  return Array.isArray(entities) ? entities.filter(isObject) : [];
}
