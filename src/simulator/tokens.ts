import type { Json } from "../model/json.ts";
import type { Limiter } from "./limiters/limiter.ts";
import { slidingLog } from "./limiters/sliding-log.ts";
import type { Chance } from "./random.ts";

/** An OAuth client with the client credentials grant. */
export interface Client {
  readonly id: string;
  readonly secret: string;
  /** All of them when absent. */
  readonly permissions?: readonly string[];
}

export const DEFAULT_CLIENT: Client = { id: "gus-client", secret: "gus-secret" };

export interface TokenOptions {
  readonly clients: readonly Client[];
  /** Seconds that a token lives. */
  readonly expiresIn: number;
  /** How many tokens a client may ask for in a while; no limit when absent. */
  readonly mints?: { readonly limit: number; readonly windowMs: number };
}

export interface Token {
  readonly value: string;
  readonly client: Client;
}

export interface TokenAnswer {
  readonly status: number;
  readonly body: Json;
}

export interface Tokens {
  /** Answers POST /oauth/token. */
  grant(authorization: string | undefined, form: string, now: number): TokenAnswer;
  /**
   * A token without asking for it over HTTP; of the first client when none is named.
   * Its life begins at `now`, or with its first use.
   */
  mint(now?: number, clientId?: string): Token;
  find(value: string, now: number): Token | undefined;
  revoke(value: string): void;
}

export function createTokens(options: TokenOptions, chance: Chance): Tokens {
  const live = new Map<string, { readonly token: Token; expiresAt: number | undefined }>();
  const lifeMs = options.expiresIn * 1000;
  const limiters = new Map<string, Limiter>();

  const mint = (client: Client, now?: number): Token => {
    const token = { value: `sim-${chance.uuid()}`, client };
    live.set(token.value, { token, expiresAt: now === undefined ? undefined : now + lifeMs });
    return token;
  };
  const mayMint = (client: Client, now: number): boolean => {
    if (options.mints === undefined) return true;
    const limiter = limiters.get(client.id) ?? slidingLog(options.mints);
    limiters.set(client.id, limiter);
    return limiter.admit(now).ok;
  };

  return {
    grant: (authorization, form, now) => {
      const client = identify(authorization, options.clients);
      if ("status" in client) return client;
      if (new URLSearchParams(form).get("grant_type") !== "client_credentials") {
        return oauthError(400, "unsupported_grant_type", "Only client_credentials is supported.");
      }
      if (!mayMint(client, now)) return mintRefused();
      const { value } = mint(client, now);
      const body = { access_token: value, token_type: "bearer", expires_in: options.expiresIn };
      return { status: 200, body };
    },
    mint: (now, clientId) => {
      const client = options.clients.find(({ id }) => clientId === undefined || id === clientId);
      if (client === undefined) throw new Error(`The simulated org has no OAuth client ${clientId}.`);
      return mint(client, now);
    },
    find: (value, now) => {
      const held = live.get(value);
      if (held === undefined) return undefined;
      held.expiresAt ??= now + lifeMs;
      return now < held.expiresAt ? held.token : undefined;
    },
    revoke: (value) => {
      live.delete(value);
    },
  };
}

/** The token endpoint does not know 429: it answers 400, and says why in the description. */
export function mintRefused(): TokenAnswer {
  return oauthError(400, "invalid_request", "rate limit exceeded; too many token requests");
}

function identify(authorization: string | undefined, clients: readonly Client[]): Client | TokenAnswer {
  const encoded = /^Basic (.+)$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return oauthError(400, "invalid_request", "missing client credentials");
  const [id, ...secret] = Buffer.from(encoded, "base64").toString().split(":");
  const client = clients.find((known) => known.id === id);
  if (client === undefined) return oauthError(400, "invalid_client", `client not found: ${id}`);
  if (client.secret !== secret.join(":")) return oauthError(401, "invalid_client", "authentication failed");
  return client;
}

function oauthError(status: number, error: string, description: string): TokenAnswer {
  return { status, body: { error, description, error_description: description } };
}
