import { createHash } from "node:crypto";
import { type CallTimes, keepCallTimes } from "./call-times.ts";
import type { ConnectOptions } from "./client.ts";
import { Lanes } from "./lanes.ts";
import { PACING } from "./pacing.ts";

/** The lanes of a session's credential: shared with other sessions where the caller keeps them. */
export function lanesOf(options: ConnectOptions): Lanes {
  const { accounts = new Map<string, Lanes>() } = options;
  const key = accountKey(options);
  const lanes = accounts.get(key) ?? new Lanes({ ...options, pacing: { ...PACING, ...options.pacing } });
  accounts.set(key, lanes);
  return lanes;
}

/** Whose calls the platform counts together. */
function accountKey({ credentials }: ConnectOptions): string {
  return credentials.kind === "client" ? `client:${credentials.id}` : `token:${sha256(credentials.token)}`;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The times of a credential's calls, kept in the state folder if there is one. */
export function callTimesOf(options: ConnectOptions, lanes: Lanes): CallTimes {
  const { stateDir, edges, endpoints, timeoutMs, pageTimeoutMs, onEvent } = options;
  const name = sha256(`${endpoints.api} ${accountKey(options)}`).slice(0, 16);
  return keepCallTimes({
    edges,
    lanes,
    lostMs: Math.max(timeoutMs, pageTimeoutMs) + PACING.lostGraceMs,
    onTrouble: (error) => onEvent({ type: "warning", message: timesLost(error) }),
    ...(stateDir !== undefined && { path: `${stateDir}/calls/${name}.ndjson` }),
  });
}

function timesLost(error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return `Cannot keep the times of calls, so a command that follows within a minute may exceed the rate: ${why}`;
}
