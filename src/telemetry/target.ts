import { bad, type Checked, good } from "../model/problem.ts";

/** Where DogStatsD listens. */
export interface Target {
  /** A name or an address; IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
}

export const AGENT_HOST = "DD_AGENT_HOST";
export const DOGSTATSD_PORT = "DD_DOGSTATSD_PORT";

/** What the Datadog agent listens on unless it is told otherwise. */
const DEFAULT: Target = { host: "127.0.0.1", port: 8125 };

/** `host:port`, IPv6 as `[::1]:8125`; undefined for anything else. */
export function parseTarget(text: string): Target | undefined {
  const cut = text.lastIndexOf(":");
  const host = hostOf(text.slice(0, Math.max(0, cut)), "bracketed");
  const port = portOf(text.slice(cut + 1));
  return host === undefined || port === undefined ? undefined : { host, port };
}

/** The target that the variables of the Datadog agent name; undefined when neither is set. */
export function targetFromEnv(
  env: Readonly<Record<string, string | undefined>>,
): Checked<Target | undefined> {
  const given = { host: env[AGENT_HOST]?.trim(), port: env[DOGSTATSD_PORT]?.trim() };
  if (!given.host && !given.port) return good(undefined);
  const host = given.host ? hostOf(given.host, "bare") : DEFAULT.host;
  const port = given.port ? portOf(given.port) : DEFAULT.port;
  if (host === undefined) return malformed(AGENT_HOST, given.host, "a host name or address alone");
  if (port === undefined) return malformed(DOGSTATSD_PORT, given.port, "a port from 1 to 65535");
  return good({ host, port });
}

/** Brackets set an IPv6 address apart from a port; where no port follows, they may be left out. */
function hostOf(text: string, ipv6: "bracketed" | "bare"): string | undefined {
  const inner = /^\[(.*)\]$/.exec(text)?.[1] ?? (ipv6 === "bare" && text.includes(":") ? text : undefined);
  if (inner !== undefined) return URL.canParse(`udp://[${inner}]`) ? inner : undefined;
  return /^[\w.-]+$/.test(text) ? text : undefined;
}

function portOf(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}

function malformed(variable: string, found: string | undefined, wanted: string): Checked<never> {
  const message = `${variable} is ${JSON.stringify(found)}; wanted: ${wanted}`;
  return bad([{ code: "statsd-malformed", message, fix: `Correct ${variable}, or give --statsd host:port` }]);
}
