import type { Reader } from "../genesys/client.ts";
import { GenesysError, StopError } from "../genesys/errors.ts";
import { chunksOf } from "../model/chunks.ts";
import type { Json } from "../model/json.ts";
import type { AuditEntry } from "../model/who.ts";
import { readEntry } from "./audit-entry.ts";
import { entitiesOf } from "./lists.ts";

/** How far back the synchronous query of the audit log looks (description of the call in the SDK). */
export const AUDIT_DAYS = 14;
/** The beginning of those days must not lie before them by the time the query arrives. */
const MARGIN_MS = 60 * 60_000;
const DAY_MS = 86_400_000;

/** Where the log has users: under which types of entity, and the service that a query may have to name with each. */
const SERVICES = { User: "Directory", AgentRoutingInfo: "ContactCenter" } as const;
export type AuditedType = keyof typeof SERVICES;

/** Queries under way at a time: other clients met 429s with six. */
const AT_ONCE = 3;
/** The newest entries of a user are enough; older ones are not looked for. */
const PAGE_SIZE = 100;

export interface AskedUser {
  readonly id: string;
  readonly types: ReadonlySet<AuditedType>;
}

export interface AuditLog {
  /** By id of the users that were asked for, the newest first. */
  readonly entries: ReadonlyMap<string, readonly AuditEntry[]>;
  /** Why users are missing. */
  readonly stopped?: GenesysError | StopError;
}

export interface Interval {
  readonly from: string;
  readonly to: string;
}

/** The days that can be asked for, up to now (milliseconds since the epoch). */
export function lastDays(now: number): Interval {
  const from = now - AUDIT_DAYS * DAY_MS + MARGIN_MS;
  return { from: new Date(from).toISOString(), to: new Date(now).toISOString() };
}

/**
 * What the audit log tells of these users, one query for each user and type. It is never worth failing for: the first refusal or fault
 * ends it, and what was told until then is kept.
 */
export async function readAudits(
  reader: Reader,
  users: readonly AskedUser[],
  interval: Interval,
): Promise<AuditLog> {
  const entries = new Map<string, readonly AuditEntry[]>();
  const query: Querying = { reader, interval, namesService: false, refused: new Set() };
  // The first one alone finds out whether the log may be read, and how.
  for (const some of [users.slice(0, 1), ...chunksOf(users.slice(1), AT_ONCE)]) {
    try {
      const found = await Promise.all(some.map((user) => readUser(query, user)));
      for (const [index, { id }] of some.entries()) entries.set(id, found[index] ?? []);
    } catch (stopped) {
      if (stopped instanceof GenesysError || stopped instanceof StopError) return { entries, stopped };
      throw stopped;
    }
  }
  return { entries };
}

/** What is learnt on the way. */
interface Querying {
  readonly reader: Reader;
  readonly interval: Interval;
  namesService: boolean;
  /** Types that the log does not take. */
  readonly refused: Set<AuditedType>;
}

async function readUser(query: Querying, { id, types }: AskedUser): Promise<readonly AuditEntry[]> {
  const found: AuditEntry[] = [];
  for (const type of types) {
    if (query.refused.has(type)) continue;
    found.push(...(await readType(query, id, type)));
  }
  return found.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

async function readType(query: Querying, id: string, type: AuditedType): Promise<readonly AuditEntry[]> {
  const service = query.namesService ? SERVICES[type] : undefined;
  try {
    const { body } = await query.reader.audits(bodyOf(query.interval, id, type, service));
    return entitiesOf(body).flatMap(readEntry);
  } catch (error) {
    if (!(error instanceof GenesysError) || error.status !== 400) throw error;
    if (service === undefined && /service/i.test(error.detail)) {
      query.namesService = true;
      return readType(query, id, type);
    }
    // Users are always there; the other type is a guess.
    if (type === "User") throw error;
    query.refused.add(type);
    return [];
  }
}

function bodyOf({ from, to }: Interval, id: string, type: AuditedType, serviceName?: string): Json {
  return {
    interval: `${from}/${to}`,
    ...(serviceName === undefined ? {} : { serviceName }),
    filters: [
      { property: "EntityType", value: type },
      { property: "EntityId", value: id },
    ],
    sort: [{ name: "Timestamp", sortOrder: "descending" }],
    pageSize: PAGE_SIZE,
    pageNumber: 1,
  };
}
