import { ACCESS_TOKEN } from "./env.ts";
import { StopError } from "./errors.ts";
import { type Client, type Minted, type MintOptions, mint } from "./mint.ts";
import type { Credentials } from "./settings.ts";

/** Where calls get their token. Tokens stay in memory. */
export interface Tokens {
  /** How messages name the credential; never secret. */
  readonly credential: string;
  /** A token that should work; minted or renewed first if need be. Throws StopError. */
  get(): Promise<string>;
  /** Genesys answered 401 to this token. Resolves once there is another; throws a StopError when there cannot be. */
  renew(refused: string): Promise<void>;
  /** The token that this program minted and has to revoke, if any. */
  minted(): string | undefined;
}

export function createTokens(credentials: Credentials, options: MintOptions): Tokens {
  return credentials.kind === "token" ? givenToken(credentials.token) : mintedTokens(credentials, options);
}

function givenToken(token: string): Tokens {
  const credential = `the token in ${ACCESS_TOKEN}`;
  return {
    credential,
    get: async () => token,
    renew: async () => {
      throw new StopError(
        "token-refused",
        `Genesys refused ${credential} with 401: it has expired, was revoked, or belongs to another region.`,
        `Put a fresh token into ${ACCESS_TOKEN}, or use an OAuth client instead; then run the same command again.`,
      );
    },
    minted: () => undefined,
  };
}

/** A 401 on a token younger than this is not about its age. */
const YOUNG_MS = 60_000;

function mintedTokens(client: Client, options: MintOptions): Tokens {
  const { clock } = options.edges;
  const credential = `OAuth client ${client.id}`;
  let held: Minted | undefined;
  let minting: Promise<string> | undefined;
  const replace = async () => {
    try {
      held = await mint(client, credential, options);
      return held.token;
    } finally {
      minting = undefined;
    }
  };
  /** All who need a token while one is being minted share it. */
  const mintOnce = () => {
    minting ??= replace();
    return minting;
  };
  return {
    credential,
    get: async () => (held && !minting && clock.monotonic() < held.renewAt ? held.token : mintOnce()),
    renew: async (refused) => {
      if (held?.token !== refused) return;
      if (!minting && clock.monotonic() - held.at < YOUNG_MS) throw refusedAtOnce(credential);
      await mintOnce();
    },
    minted: () => held?.token,
  };
}

function refusedAtOnce(credential: string): StopError {
  return new StopError(
    "token-refused",
    `Genesys refused with 401 a token that it had just given to ${credential}.`,
    "Check that the API and the login host belong to the same region, and that the client is neither disabled nor short of token slots; then run the same command again.",
  );
}
