import type { Dispatcher } from "undici";
import type { Edges } from "../edges.ts";
import type { OnEvent } from "../model/event.ts";
import { callTimesOf, lanesOf } from "./accounts.ts";
import { Breaker } from "./breaker.ts";
import { type Calls, createCalls } from "./calls.ts";
import type { LaneState } from "./lane.ts";
import type { Accounts } from "./lanes.ts";
import { Pacer } from "./pacer.ts";
import type { Backoff, Pacing, Rate, Reserve } from "./pacing.ts";
import { openSockets } from "./proxy.ts";
import { createReader, type Reader } from "./reader.ts";
import { revoke } from "./revoke.ts";
import type { Credentials, Endpoints } from "./settings.ts";
import { joined } from "./signals.ts";
import { countCalls, type Stats } from "./stats.ts";
import { createTokens } from "./token.ts";
import { createWire, type OnReply } from "./wire.ts";
import { createWriter, type Writer } from "./writer.ts";

export type { Dispatcher as Sockets } from "undici";
export type { LaneState } from "./lane.ts";
export type { Accounts } from "./lanes.ts";
export type { Reserve } from "./pacing.ts";
export type { Answer, Query, Reader } from "./reader.ts";
export type { Stats } from "./stats.ts";
export type { OnReply, SeenReply } from "./wire.ts";
export type { WriteAnswer, WriteRequest, Writer } from "./writer.ts";

export interface ConnectOptions {
  readonly credentials: Credentials;
  readonly endpoints: Endpoints;
  readonly rate: Rate;
  /** The rate was asked for, not assumed: reported limits may lower it, never raise it. */
  readonly rateGiven?: boolean;
  /** The part of the rate to use, 0 < budget ≤ 1. */
  readonly budget: number;
  /** Calls of each window to leave to others. */
  readonly reserve?: Reserve;
  /** Calls in flight at most while round trips take their usual time. */
  readonly concurrency: number;
  /** Calls that may leave at once after a rest; also the width to which calls open up again after throttling. */
  readonly burst: number;
  /** Until the whole of an answer is there. */
  readonly timeoutMs: number;
  /** The same for pages of 500 users and more. */
  readonly pageTimeoutMs: number;
  /** Further tries of a read after the first. */
  readonly retries: number;
  /** Pauses after a 429 that names none. */
  readonly retry429: Backoff;
  /** Waits between tries of a read after 408, 5xx and broken connections. */
  readonly retry5xx: Backoff;
  readonly edges: Edges;
  readonly onEvent: OnEvent;
  /** Told of every answer. */
  readonly onReply?: OnReply;
  /** Once aborted, no further call is made; calls in flight finish. */
  readonly signal?: AbortSignal;
  /** For the User-Agent. */
  readonly toolVersion: string;
  /** Limits shared with other sessions of this process, kept per credential; the first session's rate holds. */
  readonly accounts?: Accounts;
  /** Where the times of calls are kept for the command that follows; nowhere when absent. */
  readonly stateDir?: string;
  /** Sockets to use, and to close, by the caller. */
  readonly dispatcher?: Dispatcher;
  /** Figures of pacing other than PACING. */
  readonly pacing?: Partial<Pacing>;
}

/** A session that cannot write. */
export interface ReadSession {
  readonly reader: Reader;
  /** How to name the credential in messages; never secret. */
  readonly credential: string;
  readonly stats: () => Stats;
  /** The state of the limit that all calls share. */
  readonly rate: () => LaneState;
  /** Whether nobody has asked yet what the organisation allows; asking is left to who is told so, once. */
  readonly mayAskLimit: () => boolean;
  /** What the organisation allows, in calls a minute. */
  readonly allow: (perMinute: number) => Promise<void>;
  /** Revokes the minted token if Genesys lets us, and closes the sockets. Never throws; a second time does nothing. */
  close(): Promise<void>;
}

export interface Session extends ReadSession, Access {
  /** The same session for work that has to be over sooner: once this signal is aborted, no further call of that work is made. */
  within(signal: AbortSignal): Access;
}

export interface Access {
  readonly reader: Reader;
  readonly writer: Writer;
}

/** Opens a session; nothing is sent before the first call. */
export function connect(options: ConnectOptions): Session {
  const { session, callsWithin, signal } = open(options, new Breaker());
  const within = (sooner: AbortSignal): Access => {
    const calls = callsWithin(sooner);
    const reader = createReader({ ...options, calls, signal: sooner });
    return { reader, writer: createWriter(calls, options.timeoutMs) };
  };
  return { ...session, ...within(signal), within: (sooner) => within(joined(signal, sooner)) };
}

/** Opens a session that has no way to write. */
export function connectReader(options: ConnectOptions): ReadSession {
  const { session, callsWithin, signal } = open(options);
  return { ...session, reader: createReader({ ...options, calls: callsWithin(signal), signal }) };
}

/** Nothing that still waits for its turn may outlive the session. */
function closable(signal: AbortSignal | undefined): {
  readonly signal: AbortSignal;
  readonly end: () => void;
} {
  const ended = new AbortController();
  return { signal: joined(signal, ended.signal), end: () => ended.abort(new Error("The session is closed")) };
}

interface Opened {
  readonly session: Omit<ReadSession, "reader">;
  /** Calls that are not made any more once the signal is aborted. */
  readonly callsWithin: (signal: AbortSignal) => Calls;
  /** Aborted with the caller's signal, and when the session is closed. */
  readonly signal: AbortSignal;
}

function open(given: ConnectOptions, breaker?: Breaker): Opened {
  const { signal, end } = closable(given.signal);
  const options = { ...given, signal };
  const { endpoints, edges, credentials } = options;
  const userAgent = `genesys-user-state/${options.toolVersion}`;
  const sockets = options.dispatcher ?? openSockets(endpoints, edges.env);
  const counter = countCalls(options.onEvent);
  const lanes = lanesOf(options);
  const rate = () => lanes.general.state(edges.clock.monotonic());
  const account = () => {
    const { used, allowed, limit } = rate();
    return { used, allowed, limit };
  };
  const { onEvent } = counter;
  const wire = createWire({ ...options, dispatcher: sockets, clock: edges.clock, onEvent, account });
  const tokens = createTokens(credentials, { ...options, wire, userAgent });
  const pacer = new Pacer(lanes, edges, options.onEvent);
  const times = callTimesOf(options, lanes);
  const around = { ...options, api: endpoints.api, wire, pacer, tokens, userAgent, times };
  const callsWithin = (sooner: AbortSignal) =>
    createCalls({ ...around, signal: sooner, ...(breaker && { breaker }) });
  const shut = async () => {
    end();
    await revoke(tokens.minted(), around);
    // After an interruption nobody waits for the answers that are still out.
    if (!options.dispatcher) await (given.signal?.aborted ? sockets.destroy() : sockets.close());
    await times.close();
  };
  let closing: Promise<void> | undefined;
  const session: Opened["session"] = {
    credential: tokens.credential,
    stats: counter.stats,
    rate,
    mayAskLimit: () => {
      const first = !lanes.asked;
      lanes.asked = true;
      return first;
    },
    allow: async (perMinute) => {
      lanes.general.allow(perMinute, edges.clock.monotonic());
      await times.allowed(perMinute);
    },
    close: () => {
      closing ??= shut();
      return closing;
    },
  };
  return { session, callsWithin, signal };
}
