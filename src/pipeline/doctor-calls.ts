import type { Arrived, Calls, Pace } from "../doctor/seen.ts";
import type { Registry } from "../fields/registry.ts";
import type { ReadSession } from "../genesys/client.ts";
import { StopError } from "../genesys/errors.ts";
import { callLimitIn } from "../live/limits.ts";
import { readOrganisation } from "../live/organisation.ts";
import { readOwnClient } from "../live/own-client.ts";
import {
  probe,
  probeLimits,
  probeLists,
  probeOwn,
  probeSearch,
  probeSubject,
  probeUsers,
} from "../live/probe.ts";
import { CONNECTION_DEFAULTS, type Connection } from "./connection.ts";

type Growing = { -readonly [Member in keyof Calls]: Calls[Member] };

export const NO_CALLS: Calls = { arrived: [] };

export interface CallsOptions {
  readonly connection: Connection;
  readonly registry: Registry;
  /** The managed fields. */
  readonly fields: ReadonlySet<string>;
  /** Grows with every answer. */
  readonly arrived: readonly Arrived[];
  readonly signal?: AbortSignal | undefined;
}

/** Makes the reads of a checkup one after the other, and keeps what they showed when one of them ends it. */
export async function lookAtCalls(session: ReadSession, options: CallsOptions): Promise<Calls> {
  const calls: Growing = { arrived: options.arrived };
  try {
    await look(session, options, calls);
  } catch (error) {
    if (!(error instanceof StopError) || options.signal?.aborted) throw error;
    const { code, message, fix } = error;
    calls.stopped = { code, message, fix };
  }
  const minted = options.arrived.some(({ url, status }) => url.pathname === "/oauth/token" && status === 200);
  return { ...calls, tokenMinted: minted };
}

async function look(session: ReadSession, options: CallsOptions, calls: Growing): Promise<void> {
  const { reader } = session;
  const { registry, fields, connection } = options;
  await lookAtOrganisation(session, calls);
  Object.assign(calls, { client: (await readOwnClient(reader))?.name });
  calls.limits = await probeLimits(reader);
  const perMinute = calls.limits.ok ? callLimitIn(calls.limits.body) : undefined;
  if (perMinute !== undefined) await session.allow(perMinute);
  calls.pace = paceOf(session, connection, perMinute !== undefined);
  calls.subject = await probeSubject(reader);
  const { first, ...users } = await probeUsers(reader, registry, fields);
  calls.users = users;
  calls.lists = await probeLists(reader, registry, fields);
  if (!first) return;
  calls.own = await probeOwn(reader, registry, fields, first.id);
  calls.search = await probeSearch(reader, first.email);
}

async function lookAtOrganisation({ reader }: ReadSession, calls: Growing): Promise<void> {
  const probed = await probe(async () => {
    calls.org = await readOrganisation(reader);
    return { status: 200, body: null, sentAt: 0 };
  });
  if (!probed.ok) calls.orgRefused = probed;
}

function paceOf(session: ReadSession, connection: Connection, told: boolean): Pace {
  const { limit, allowed, windowMs } = session.rate();
  const { concurrency = CONNECTION_DEFAULTS.concurrency } = connection;
  return { limit, allowed, windowMs, concurrency, told, given: connection.rate !== undefined };
}
