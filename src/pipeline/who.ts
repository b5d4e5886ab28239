import { attribute } from "../diff/who.ts";
import type { Edges } from "../edges.ts";
import { isKeyed } from "../fields/field.ts";
import { FIELDS } from "../fields/registry.ts";
import type { Reader } from "../genesys/client.ts";
import { GenesysError } from "../genesys/errors.ts";
import { type OwnWrites, ownWrites } from "../journal/own-writes.ts";
import { type AskedUser, type AuditedType, type AuditLog, lastDays, readAudits } from "../live/audits.ts";
import { readOwnClient } from "../live/own-client.ts";
import { counted, figure } from "../model/figures.ts";
import type { Change, Plan } from "../model/plan.ts";
import type { Warning } from "../model/problem.ts";
import type { Audit, AuditEntry, Named, Who } from "../model/who.ts";
import { planHashOf } from "../plan/hashes.ts";
import { wroteLive } from "../plan/wrote.ts";

/** Most users that the audit log is asked for: a call each, or two. */
export const MOST_ASKED = 100;

export interface WhoOptions {
  readonly reader: Reader;
  readonly edges: Edges;
  /** Where the journals of our own runs are, if anywhere. */
  readonly stateDir?: string;
  /** The drift document of before, whose answers are kept for what has not moved since. */
  readonly known?: Plan;
}

/**
 * A drift document whose differences say who changed them, as far as the audit log tells; only reads. Its silence is no failure: a warning says
 * what is not told, and why.
 */
export async function withWho(drift: Plan, options: WhoOptions): Promise<Plan> {
  const interval = lastDays(options.edges.clock.now());
  const before = toldBefore(options.known);
  const open = drift.differences.filter((change) => change.cause !== "pr" && !before(change));
  const users = usersOf(open);
  const asked = users.slice(0, MOST_ASKED);
  const log = await readAudits(options.reader, asked, interval);
  const own = await ownOf(drift, log, options, Date.parse(interval.from));
  const audit: Audit = {
    ...interval,
    asked: log.entries.size,
    notAsked: users.length - log.entries.size,
    ...(log.stopped && { stopped: isForbidden(log.stopped) ? "not-permitted" : "failed" }),
  };
  const plan: Plan = {
    ...drift,
    differences: drift.differences.map((change) => withWhoOf(change, before(change), log, own)),
    audit,
    warnings: [...drift.warnings, ...warningsOf(audit, users.length, log)],
  };
  return { ...plan, planHash: planHashOf(plan) };
}

/**
 * What the known document tells for certain of a difference that is as it was; all else may be known better by now. A document that is redacted may
 * name nobody, and no hash vouches for it.
 */
function toldBefore(known: Plan | undefined): (change: Change) => Who | undefined {
  const told = known?.redacted === "none" ? known.differences : [];
  const byFingerprint = new Map(told.map(({ fingerprint, who }) => [fingerprint, who]));
  return ({ fingerprint, age, was }) => {
    const who = age === "still-there" && was === undefined ? byFingerprint.get(fingerprint) : undefined;
    return who?.told === "field" ? who : undefined;
  };
}

/** Those of whom something is new come first. */
function usersOf(changes: readonly Change[]): readonly AskedUser[] {
  const users = new Map<string, Set<AuditedType>>();
  const fresh = changes.filter(({ age }) => age !== "still-there");
  for (const { userId, field } of [...fresh, ...changes]) {
    const types = users.get(userId) ?? new Set<AuditedType>(["User"]);
    users.set(userId, isRouting(field) ? types.add("AgentRoutingInfo") : types);
  }
  return [...users].map(([id, types]) => ({ id, types }));
}

function isRouting(name: string): boolean {
  const field = FIELDS.get(name);
  return field !== undefined && isKeyed(field) && ["skills", "languages"].includes(field.write.call);
}

function withWhoOf(change: Change, before: Who | undefined, { entries }: AuditLog, own: Own): Change {
  if (before) return { ...change, who: before };
  const mine = change.cause === "pr" ? undefined : entries.get(change.userId);
  if (!mine) return change;
  const found = attribute(change, mine, FIELDS);
  return {
    ...change,
    who: found ? { told: found.told, ...own(change, found.entry) } : { told: "nothing" },
  };
}

/** Tells of the entry that made a difference whose it is, and whether it is ours. */
type Own = (change: Change, entry: AuditEntry) => Omit<Extract<Who, { at: string }>, "told">;

async function ownOf(
  { org }: Plan,
  { entries }: AuditLog,
  { reader, edges, stateDir }: WhoOptions,
  since: number,
): Promise<Own> {
  const byClient = [...entries.values()].flat().some(({ client }) => client);
  const me = byClient ? await readOwnClient(reader) : undefined;
  const writes: OwnWrites =
    me && stateDir !== undefined
      ? await ownWrites(edges.files, stateDir, { orgId: org.id, since })
      : () => undefined;
  return (change, { at, by, client }) => {
    const who = { at, ...(by && { by }), ...(client && { client }) };
    if (!me || client?.id !== me.id) return who;
    const run = writes(change.userId, Date.parse(at), (call) => wroteLive(call, change, FIELDS));
    return { ...who, client: named(client, me), own: true, ...(run !== undefined && { run }) };
  };
}

function named(client: Named, { name }: Named): Named {
  return name === undefined ? client : { ...client, name };
}

function warningsOf({ asked, stopped }: Audit, users: number, log: AuditLog): readonly Warning[] {
  if (stopped && log.stopped) return [notTold(stopped, log.stopped.message)];
  if (users <= asked) return [];
  const message = `The audit log was asked for ${counted(asked, "user")} of ${figure(users)}, those with new differences first`;
  return [
    { code: "who-cut", message, fix: "Narrow the comparison with --select to have it asked for others" },
  ];
}

function notTold(stopped: NonNullable<Audit["stopped"]>, why: string): Warning {
  const message = `Who changed what is not told: ${why}`;
  return stopped === "not-permitted"
    ? {
        code: "who-not-permitted",
        message,
        fix: "Give the client's role audits:audit:view, or leave out --who",
      }
    : { code: "who-failed", message, fix: "The differences are complete without it; ask again later" };
}

function isForbidden(error: Error): boolean {
  return error instanceof GenesysError && error.status === 403;
}
