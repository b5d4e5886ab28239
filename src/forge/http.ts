import { EnvHttpProxyAgent, type RequestInit, type Response, fetch as send } from "undici";
import type { Edges } from "../edges.ts";
import { isObject } from "../model/json.ts";
import { HTTP_PROXY, HTTPS_PROXY, proxyFrom } from "../model/proxy.ts";
import { ForgeError } from "./forge-error.ts";

const ANSWER_MS = 30_000;
/** Longer answers of a server that refuses are a web page rather than a reason. */
const LONGEST_REASON = 300;

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** How requests leave: through the proxy that the environment names, and never on to another address, where the token has no business. */
export function openFetch({ env, clock }: Edges, token: string, signal: AbortSignal): Fetch {
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy: proxyIn(env, HTTP_PROXY),
    httpsProxy: proxyIn(env, HTTPS_PROXY),
    noProxy: env.no_proxy ?? env.NO_PROXY ?? "",
  });
  return async (url, init) => {
    const ended = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
    const options = { ...init, dispatcher, redirect: "manual", signal: ended } as const;
    const response = await send(url, options).catch((error: unknown) => {
      signal.throwIfAborted();
      throw new ForgeError(without(token, `no answer from ${new URL(url).host}: ${reasonOf(error)}`));
    });
    if (response.ok && isJson(response)) return response;
    throw await refusal(response, token, clock.now());
  };
}

/** Settings have been checked. */
function proxyIn(env: Edges["env"], variables: readonly string[]): string {
  const proxy = proxyFrom(env, variables);
  return proxy.ok ? (proxy.value ?? "") : "";
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if (error.name === "TimeoutError") return `none within ${ANSWER_MS / 1000} s`;
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** Whatever stands between us and a server may answer with a page of its own. */
function isJson({ status, headers }: Response): boolean {
  return status === 204 || /\bjson\b/.test(headers.get("content-type") ?? "");
}

async function refusal(response: Response, token: string, now: number): Promise<ForgeError> {
  const text = await response.text().catch(() => "");
  const moved = response.headers.get("location");
  if (response.ok) return new ForgeError("the answer is no JSON: is something in between?", { status: 400 });
  const reason = moved === null ? messageIn(text) : `it points to ${moved}`;
  const waitS = waitIn(response, now);
  return new ForgeError(without(token, reason).slice(0, LONGEST_REASON), {
    status: response.status,
    ...(waitS === undefined ? {} : { waitS }),
  });
}

/** GitHub says `message`; GitLab says `message` or `error`, either of which may be an object. */
function messageIn(text: string): string {
  try {
    const answer: unknown = JSON.parse(text);
    const said = isObject(answer) ? (answer.message ?? answer.error_description ?? answer.error) : answer;
    return typeof said === "string" ? said : said === undefined ? "" : JSON.stringify(said);
  } catch {
    return text.trim();
  }
}

/** Of a 403 of GitHub only its rate limits have to do with time. */
function waitIn({ status, headers }: Response, now: number): number | undefined {
  const after = Number(headers.get("retry-after") ?? Number.NaN);
  if (Number.isFinite(after)) return Math.max(0, after);
  const reset = Number(headers.get("x-ratelimit-reset") ?? Number.NaN);
  const used = (status === 403 || status === 429) && headers.get("x-ratelimit-remaining") === "0";
  return used && Number.isFinite(reset) ? Math.max(0, Math.ceil(reset - now / 1000)) : undefined;
}

function without(token: string, text: string): string {
  return text.replaceAll(token, "***");
}
