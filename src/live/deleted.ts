import type { Reader } from "../genesys/client.ts";
import { GenesysError } from "../genesys/errors.ts";

/** Those of these ids that deleted users have. A call each, so it is asked only for ids that no list shows. */
export async function deletedIds(reader: Reader, ids: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(ids.map(async (id) => ((await isDeleted(reader, id)) ? [id] : [])));
  return found.flat();
}

async function isDeleted(reader: Reader, id: string): Promise<boolean> {
  try {
    await reader.get(`/api/v2/users/${id}`, { state: "deleted" });
    return true;
  } catch (error) {
    if (error instanceof GenesysError && [400, 403, 404].includes(error.status)) return false;
    throw error;
  }
}
