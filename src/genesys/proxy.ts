import { Agent, type Dispatcher, EnvHttpProxyAgent } from "undici";
import { HTTPS_PROXY, proxyFrom } from "../model/proxy.ts";
import { isLoopback } from "./endpoints.ts";
import { type Env, setting } from "./env.ts";
import type { Endpoints } from "./settings.ts";

const CONNECT_MS = 10_000;
/** A page of 500 users with everything expanded is a few megabytes. */
const LARGEST_ANSWER = 64 * 1024 * 1024;

/** The sockets of a session: through HTTPS_PROXY but for NO_PROXY, as the environment says; this machine is always called directly. Settings have been checked. */
export function openSockets(endpoints: Endpoints, env: Env): Dispatcher {
  const bounds = { maxResponseSize: LARGEST_ANSWER, headersTimeout: 0, bodyTimeout: 0 };
  const connect = { timeout: CONNECT_MS };
  const proxy = proxyFrom(env, HTTPS_PROXY);
  const httpsProxy = proxy.ok ? proxy.value : undefined;
  if (httpsProxy === undefined) return new Agent({ ...bounds, connect });
  const noProxy = setting(env, "no_proxy") ?? setting(env, "NO_PROXY") ?? "";
  return new EnvHttpProxyAgent({
    ...bounds,
    connect,
    proxyTls: connect,
    requestTls: connect,
    httpsProxy,
    // Plain http goes to this machine alone. Empty rather than absent, or undici reads the process environment.
    httpProxy: "",
    noProxy: noProxy === "*" ? noProxy : [noProxy, ...loopbackHosts(endpoints)].filter(Boolean).join(","),
  });
}

function loopbackHosts({ api, login }: Endpoints): string[] {
  return [api, login].map((origin) => new URL(origin).hostname).filter(isLoopback);
}
