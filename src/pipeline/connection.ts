import type { Edges } from "../edges.ts";
import {
  type Accounts,
  type ConnectOptions,
  connect,
  connectReader,
  type OnReply,
  type ReadSession,
  type Reserve,
  type Session,
  type Sockets,
} from "../genesys/client.ts";
import { type ConnectionFlags, readConnection } from "../genesys/settings.ts";
import { readCallLimit } from "../live/limits.ts";
import type { OnEvent } from "../model/event.ts";
import { type Checked, good } from "../model/problem.ts";
import { VERSION } from "../version.ts";

/** How gus reaches Genesys Cloud and how fast it may go. Credentials come from `edges.env`. */
export interface Connection {
  /** `--api-url`, `--login-url` and region, where they are not taken from the environment. */
  readonly flags?: ConnectionFlags;
  /** Calls allowed in a window; Genesys Cloud allows 300 a minute per token (limit `client.credentials.token.rate.per.minute`). */
  readonly rate?: { readonly limit: number; readonly windowMs: number };
  /** The part of the rate to use, 0 < budget ≤ 1. */
  readonly budget?: number;
  /** Calls of each window to leave to others; when absent, some are once answers tell how many are left. */
  readonly reserve?: Reserve;
  /** Calls that may leave at once; the concurrency when absent. */
  readonly burst?: number;
  /** Calls in flight at most, 1 to 8. */
  readonly concurrency?: number;
  /** Until an answer is whole, milliseconds. */
  readonly timeoutMs?: number;
  readonly retries?: number;
  readonly retry429?: { readonly minMs: number; readonly maxMs: number };
  readonly retry5xx?: { readonly minMs: number; readonly maxMs: number };
  /**
   * The state folder, where the times of calls are kept for the process that follows, since the platform counts them in one window.
   * Nothing is kept when absent.
   */
  readonly stateDir?: string;
  /** Limits shared between calls of the library in one process. */
  readonly accounts?: Accounts;
  /** Sockets to use instead of gus's own; a test's way in. */
  readonly dispatcher?: Sockets;
}

export const CONNECTION_DEFAULTS = {
  rate: { limit: 300, windowMs: 60_000 },
  budget: 1,
  concurrency: 6,
  timeoutMs: 30_000,
  pageTimeoutMs: 60_000,
  retries: 4,
  retry429: { minMs: 2000, maxMs: 30_000 },
  retry5xx: { minMs: 10_000, maxMs: 120_000 },
} as const;

export interface Surroundings {
  readonly edges: Edges;
  readonly onEvent: OnEvent;
  readonly signal?: AbortSignal;
}

/** A session that can only read: what plan, drift and export get. `onReply` is told of every answer. */
export function openReader(
  connection: Connection,
  around: Surroundings,
  onReply?: OnReply,
): Checked<ReadSession> {
  const options = optionsOf(connection, around);
  if (!options.ok) return options;
  return good(connectReader({ ...options.value, ...(onReply && { onReply }) }), options.warnings);
}

/** A session that can write: what apply gets. */
export function openSession(connection: Connection, around: Surroundings): Checked<Session> {
  const options = optionsOf(connection, around);
  return options.ok ? good(connect(options.value), options.warnings) : options;
}

/** Learns what the organisation allows, unless that is known. */
export async function learnLimit(session: ReadSession): Promise<void> {
  if (!session.mayAskLimit()) return;
  const perMinute = await readCallLimit(session.reader);
  if (perMinute !== undefined) await session.allow(perMinute);
}

function optionsOf(
  connection: Connection,
  { edges, onEvent, signal }: Surroundings,
): Checked<ConnectOptions> {
  const found = readConnection(edges.env, connection.flags ?? {});
  if (!found.ok) return found;
  const settings = { ...CONNECTION_DEFAULTS, ...connection };
  const { flags: _flags, ...rest } = settings;
  const burst = connection.burst ?? settings.concurrency;
  const rateGiven = connection.rate !== undefined;
  const surroundings = { edges, onEvent, toolVersion: VERSION, ...(signal ? { signal } : {}) };
  return good({ ...rest, ...found.value, ...surroundings, burst, rateGiven }, found.warnings);
}
