import type { Edges } from "../edges.ts";
import type { OnEvent } from "../model/event.ts";
import { isObject, type JsonObject } from "../model/json.ts";
import { clean, readBody } from "./answer.ts";
import { CLIENT_ID, CLIENT_SECRET } from "./env.ts";
import { StopError } from "./errors.ts";
import { type Backoff, backoffMs, doubled } from "./pacing.ts";
import type { Credentials, Endpoints } from "./settings.ts";
import type { Order, Reply, Wire } from "./wire.ts";

export interface MintOptions {
  readonly wire: Wire;
  readonly endpoints: Endpoints;
  readonly edges: Edges;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly retry5xx: Backoff;
  readonly userAgent: string;
  readonly onEvent: OnEvent;
  readonly signal?: AbortSignal;
}

export type Client = Extract<Credentials, { kind: "client" }>;

/** Times are of the monotonic clock. */
export interface Minted {
  readonly token: string;
  readonly at: number;
  readonly renewAt: number;
}

/** Renewed this long before it expires, or a fifth of its life if that is shorter. */
const EARLY_MS = 60_000;

/** Asks the login host for a token by client credentials. Throws StopError. */
export async function mint(client: Client, credential: string, options: MintOptions): Promise<Minted> {
  const { clock } = options.edges;
  const reply = await requestToken(client, credential, options);
  const { access_token: token, expires_in: seconds } = membersOf(reply);
  if (reply.status !== 200) throw refused(client, credential, options, reply);
  if (typeof token !== "string" || !/^[\x21-\x7e]+$/.test(token)) throw noToken(options.endpoints);
  const lifeMs = typeof seconds === "number" && seconds > 0 ? seconds * 1000 : 86_400_000;
  const at = clock.monotonic();
  return { token, at, renewAt: at + lifeMs - Math.min(EARLY_MS, lifeMs / 5) };
}

type Answered = Extract<Reply, { kind: "reply" }>;

/** The token endpoint has a limiter of its own, which answers 400. It is given a minute, as the official Terraform provider does. */
const RATE_PATIENCE_MS = 60_000;
const RATE_BACKOFF: Backoff = { minMs: 2_000, maxMs: 16_000 };

async function requestToken(client: Client, credential: string, options: MintOptions): Promise<Answered> {
  const { clock, random } = options.edges;
  const start = clock.monotonic();
  let failures = 0;
  for (let limited = 0; ; ) {
    options.signal?.throwIfAborted();
    const reply = await options.wire(tokenOrder(client, options));
    if (reply.kind === "reply" && isRateAnswer(reply)) {
      limited += 1;
      const wait = doubled(limited, RATE_BACKOFF);
      if (clock.monotonic() - start + wait > RATE_PATIENCE_MS) throw rateStop(credential);
      await waitBefore(limited + failures + 1, wait, "the login host's rate limit is used up", options);
    } else if (reply.kind === "broken" || reply.status >= 500 || reply.status === 408) {
      failures += 1;
      const last = reply.kind === "broken" ? reply.error : refused(client, credential, options, reply);
      if (failures > options.retries || (reply.kind === "broken" && reply.hopeless)) throw last;
      const wait = backoffMs(failures, options.retry5xx, random.next());
      await waitBefore(limited + failures + 1, wait, last.message, options);
    } else return reply;
  }
}

/** Waits before try `attempt`, and tells of both. */
async function waitBefore(
  attempt: number,
  waitMs: number,
  why: string,
  { edges, onEvent, signal }: MintOptions,
): Promise<void> {
  onEvent({ type: "pause", reason: "backoff", ms: Math.round(waitMs), detail: why });
  await edges.clock.sleep(waitMs, signal);
  onEvent({ type: "retry", method: "POST", route: TOKEN_PATH, attempt, why });
}

const TOKEN_PATH = "/oauth/token";

function tokenOrder(client: Client, options: MintOptions): Order {
  const basic = Buffer.from(`${client.id}:${client.secret}`).toString("base64");
  return {
    method: "POST",
    url: new URL(TOKEN_PATH, options.endpoints.login),
    headers: {
      authorization: `Basic ${basic}`,
      "content-type": "application/x-www-form-urlencoded",
      accept: "application/json",
      "user-agent": options.userAgent,
    },
    body: "grant_type=client_credentials",
    timeoutMs: options.timeoutMs,
  };
}

function membersOf({ text }: Answered): JsonObject {
  const body = readBody(text);
  return isObject(body) ? body : {};
}

function isRateAnswer({ status, text }: Answered): boolean {
  return status === 429 || (status === 400 && /rate limit exceeded/i.test(text));
}

function rateStop(credential: string): StopError {
  return new StopError(
    "throttled-too-long",
    `The login host kept refusing a token for ${credential} for a minute: its rate limit is used up.`,
    "Wait some minutes, see what else asks for tokens with this client, and run the same command again.",
  );
}

function refused(client: Client, credential: string, options: MintOptions, reply: Answered): StopError {
  const { error, description, error_description: alike } = membersOf(reply);
  const said = [error, description ?? alike].filter((text) => typeof text === "string").join(": ");
  const words = clean(said || "the body is no OAuth error", [client.secret]);
  const { login } = options.endpoints;
  return reply.status >= 500
    ? new StopError(
        "unreachable",
        `${login} has no token to give: ${reply.status} ${words}.`,
        "Wait until the login host works again, and run the same command again.",
      )
    : new StopError(
        "token-refused",
        `${login} gave no token to ${credential}: ${reply.status} ${words}.`,
        `Check ${CLIENT_ID} and ${CLIENT_SECRET}, that the client grants client credentials, and that it belongs to the region of ${login}.`,
      );
}

function noToken(endpoints: Endpoints): StopError {
  return new StopError(
    "token-refused",
    `${endpoints.login} answered 200 without a token in the body.`,
    "Check that the login address is Genesys Cloud's and that no proxy answers in its place.",
  );
}
