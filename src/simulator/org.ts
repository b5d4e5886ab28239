import { answerRequest } from "./answer.ts";
import type { ReadPath } from "./call.ts";
import { type Effects, effectsOf } from "./effects.ts";
import type { Edit, Fault, Faults } from "./faults.ts";
import type { GateOptions } from "./gate.ts";
import { type Gateway, throughGateway } from "./gateway.ts";
import type { SimRequest, SimResponse } from "./http.ts";
import type { AppliedWrite, Origin } from "./ledger.ts";
import type { LimiterOptions } from "./limiters/create.ts";
import { createParts, type Parts } from "./parts.ts";
import { chance, uuidOf } from "./random.ts";
import { type ReadRequest, readRequest } from "./request.ts";
import type { Switches } from "./switches.ts";
import type { Client, TokenOptions } from "./tokens.ts";
import type { SimUser } from "./user.ts";
import type { World } from "./world.ts";

export interface OrgOptions extends GateOptions {
  /** Decides everything that is left to chance; 1 when absent. */
  readonly seed?: number;
  /** A seeded world of 100 users when absent. */
  readonly world?: World;
  readonly switches?: Partial<Switches>;
  readonly faults?: readonly Fault[];
  /** How far reads look back, milliseconds per read path; 0 when absent. */
  readonly lag?: Partial<Record<ReadPath, number>>;
  /** One client that may do everything when absent: `DEFAULT_CLIENT`. */
  readonly clients?: readonly [Client, ...Client[]];
  /** Seconds that a token lives; 86,400 when absent, as on the platform. */
  readonly tokenSeconds?: number;
  /** The token endpoint's own limit; none when absent. */
  readonly mints?: NonNullable<TokenOptions["mints"]>;
  /** Every answer takes between the first and the second number of milliseconds; none when absent. */
  readonly latencyMs?: readonly [number, number];
  /** What answers pass on their way; nothing when absent. */
  readonly gateway?: Gateway;
}

export interface LogEntry {
  /** Counted from 1. */
  readonly number: number;
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** The route's pattern; the path when no route fits. */
  readonly route: string;
  readonly userIds: readonly string[];
  readonly token: string | undefined;
  readonly body: string;
  /** 0 when the connection was cut. */
  readonly status: number;
  readonly correlationId: string;
}

/** A local Genesys Cloud org. All time comes in as `now`, milliseconds since the epoch that never go back. */
export interface Org {
  readonly world: World;
  readonly switches: Switches;
  readonly faults: Faults;
  /** Every request seen, in order. */
  readonly log: readonly LogEntry[];
  /** Every write stored, by the client under test or by another one. */
  readonly applied: readonly AppliedWrite[];
  handle(request: SimRequest, now: number): SimResponse;
  /** Stores late writes that are due by `now`. */
  advance(now: number): void;
  /** Everybody as stored, ordered by name. */
  users(): readonly SimUser[];
  /** Throws when nobody has this id or e-mail. */
  user(idOrEmail: string): SimUser;
  /** A second writer: changes a user at once and raises the version. The audit log has it from `SECOND_WRITER`. */
  edit(idOrEmail: string, edit: Edit, now?: number): SimUser;
  /** The platform changes its limit per token from now on. */
  changeLimit(limiter: Partial<LimiterOptions>): void;
  /** A token without asking for it over HTTP. Its life begins at `now`, or with its first use. */
  mint(now?: number, clientId?: string): string;
  revoke(token: string): void;
}

/** Throws when two users of the world share an e-mail. */
export function createOrg(options: OrgOptions = {}): Org {
  const seed = options.seed ?? 1;
  const parts = createParts(options, seed);
  const log: LogEntry[] = [];
  let clock = 0;
  const present = (now = clock): number => {
    clock = Math.max(clock, now);
    parts.ledger.advance(clock);
    return clock;
  };
  const answer = createAnswerer(options, parts, log, seed);

  return {
    world: parts.world,
    switches: parts.backend.switches,
    faults: parts.faults,
    log,
    applied: parts.ledger.applied,
    handle: (request, now) => answer(request, present(now)),
    advance: (now) => void present(now),
    users: () => parts.backend.store.all(),
    user: parts.user,
    edit: (who, change, now) => parts.edit(who, change, present(now), BY_HAND),
    changeLimit: parts.gate.change,
    mint: (now, clientId) => parts.tokens.mint(now, clientId).value,
    revoke: parts.tokens.revoke,
  };
}

/** Somebody who edits users by hand, as the audit log tells it. */
export const SECOND_WRITER = {
  person: { id: uuidOf("second writer"), name: "Sam Carter" },
  client: { id: uuidOf("browser client"), application: "Admin UI" },
} as const;

const BY_HAND: Origin = { by: "second writer", request: 0, method: "", path: "", ...SECOND_WRITER };

/** Second writers act right before and right after the request that wakes them. */
function createAnswerer(options: OrgOptions, parts: Parts, log: LogEntry[], seed: number) {
  const ids = chance(seed, "ids");
  const effectChance = chance(seed, "effects");
  const latency = chance(seed, "latency");
  const [least, most] = options.latencyMs ?? [0, 0];

  return (sent: SimRequest, now: number): SimResponse => {
    const request = readRequest(sent);
    const effects = effectsOf(parts.faults.strike(request), now, effectChance);
    const number = log.length + 1;
    const correlationId = ids.uuid();
    letOthersWrite("before", effects, request, { parts, now, number });
    const exchange = { request, now, number, correlationId, effects, lag: options.lag ?? {} };
    const response = throughGateway(answerRequest(exchange, parts), options.gateway ?? {});
    letOthersWrite("after", effects, request, { parts, now, number });
    const { method, route, userIds, token } = request;
    const { path, body } = sent;
    const { status } = response;
    log.push({ number, at: now, method, path, route, userIds, token, body, status, correlationId });
    return { ...response, delayMs: effects.delayMs + least + latency.next() * (most - least) };
  };
}

function letOthersWrite(
  when: "before" | "after",
  effects: Effects,
  request: ReadRequest,
  { parts, now, number }: { readonly parts: Parts; readonly now: number; readonly number: number },
): void {
  for (const writer of effects.writers.filter((one) => one.when === when)) {
    const who = writer.who ?? request.userIds[0];
    if (who !== undefined) parts.edit(who, writer.edit, now, { ...BY_HAND, request: number });
  }
}
