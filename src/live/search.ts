import type { Reader } from "../genesys/client.ts";
import { GenesysError } from "../genesys/errors.ts";
import { chunksOf } from "../model/chunks.ts";
import type { Json } from "../model/json.ts";
import { entitiesOf } from "./lists.ts";

export interface Sighting {
  readonly id: string;
  readonly email: string;
  readonly state: string;
}

/** E-mails per search call, so that one page of answers holds them all even when each has a deleted twin. */
export const EMAILS_PER_SEARCH = 50;
const SEARCH_PAGE = 100;
const STATES = ["active", "inactive", "deleted"];

/**
 * Finds users by e-mail in the search index, whatever their state. The index lags behind, so a miss proves nothing.
 * Returns undefined when the credential may not search (`directory:user:view`).
 */
export async function searchByEmail(
  reader: Reader,
  emails: readonly string[],
): Promise<readonly Sighting[] | undefined> {
  try {
    const found = await Promise.all(
      chunksOf(emails, EMAILS_PER_SEARCH).map((chunk) => searchOnce(reader, chunk)),
    );
    return found.flat();
  } catch (error) {
    if (error instanceof GenesysError && (error.status === 403 || error.status === 404)) return undefined;
    throw error;
  }
}

async function searchOnce(reader: Reader, emails: readonly string[]): Promise<readonly Sighting[]> {
  const { body } = await reader.search(searchRequest(emails));
  const asked = new Set(emails.map((email) => email.toLowerCase()));
  return entitiesOf(body).flatMap(({ id, email, state }) => {
    if (typeof id !== "string" || typeof email !== "string" || !asked.has(email.toLowerCase())) return [];
    return [{ id, email, state: String(state) }];
  });
}

/** The users with these e-mails, in every state. */
export function searchRequest(emails: readonly string[]): Json {
  return {
    pageSize: SEARCH_PAGE,
    pageNumber: 1,
    query: [
      { type: "EXACT", fields: ["email"], values: [...emails] },
      { type: "EXACT", fields: ["state"], values: STATES },
    ],
  };
}
