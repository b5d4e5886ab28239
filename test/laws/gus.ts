import { readDefinitions } from "../../src/definitions/load.ts";
import { FIELDS, type Registry } from "../../src/fields/registry.ts";
import {
  type Answer,
  type ApplyOptions,
  apply,
  type ExportedFile,
  exportUsers,
  type Result,
  rollback,
  type Snapshot,
  type SnapshotOptions,
  snapshot,
} from "../../src/index.ts";
import { liveFrom } from "../../src/live/source.ts";
import type { Only } from "../../src/model/cause.ts";
import type { Definitions } from "../../src/model/definitions.ts";
import type { Accepted, Plan } from "../../src/model/plan.ts";
import { RAILS } from "../../src/model/plan.ts";
import type { Checked, Problem } from "../../src/model/problem.ts";
import { type Connection, learnLimit, openReader, type Surroundings } from "../../src/pipeline/connection.ts";
import { makePlan, type PlanRequest } from "../../src/pipeline/make-plan.ts";
import { within } from "../../src/pipeline/within-snapshot.ts";
import type { Org } from "../../src/simulator/org.ts";
import { liveFromSnapshot } from "../../src/snapshot/source.ts";
import { connectionTo } from "./in-process.ts";

/** Definition files by path. */
export type Files = Readonly<Record<string, string>>;

export interface PlanSettings {
  readonly kind?: Plan["kind"];
  readonly selection?: readonly string[];
  readonly registry?: Registry;
  /** Everything is accepted when absent. */
  readonly accepted?: readonly Accepted[];
  /** The definitions as they were. */
  readonly base?: Files;
  readonly only?: Only;
  /** Stands for what is live. */
  readonly snapshot?: Snapshot;
}

/** What gus can do, without files of definitions. */
export interface Program {
  plan(files: Files, settings?: PlanSettings): Promise<Checked<Plan>>;
  /** With its state in memory, unless something else is said. */
  apply(plan: Plan, options?: Partial<ApplyOptions>): Promise<Answer<Result>>;
  /** Plans the way back from a run; everything is accepted. */
  rollback(run: string): Promise<Answer<Plan>>;
  snapshot(kept?: Pick<SnapshotOptions, "select" | "without">): Promise<Answer<Snapshot>>;
  exportUsers(): Promise<Answer<readonly ExportedFile[]>>;
}

/** The whole of gus against one org, without disk, sockets or real time. */
export interface Gus extends Program {
  readonly org: Org;
}

export function gusOn(org: Org): Gus {
  const { connection, around } = connectionTo(org);
  return { org, ...gusWith(connection, around) };
}

export function gusWith(connection: Connection, around: Surroundings): Program {
  return {
    plan: (files, settings = {}) => planWith(files, settings, connection, around),
    apply: (plan, options = { stateDir: STATE_DIR }) => apply({ plan, connection, ...around, ...options }),
    rollback: (run) => rollback({ run, stateDir: STATE_DIR, connection, accept: ANYTHING, ...around }),
    snapshot: (kept) => snapshot({ connection, ...around, ...kept }),
    exportUsers: () => exportUsers({ connection, ...around }),
  };
}

/** In memory, as all files of the laws. */
const STATE_DIR = "state";

async function planWith(
  files: Files,
  {
    kind = "plan",
    selection = [],
    registry = FIELDS,
    accepted = ANYTHING,
    base,
    only,
    snapshot: saved,
  }: PlanSettings,
  connection: Connection,
  around: Surroundings,
): Promise<Checked<Plan>> {
  const definitions = definitionsOf(files, registry);
  if (!definitions.ok) return definitions;
  const before = base && definitionsOf(base, registry);
  if (before && !before.ok) return before;
  const request = {
    kind,
    definitions: definitions.value,
    ...(before ? { base: before.value } : {}),
    ...(only ? { only } : {}),
    warnings: definitions.warnings,
    selection,
    accepted,
    pace: { calls: 300, windowMs: 60_000, burst: 6, settleMs: 0, settleAbove: 500 },
    made: { at: new Date(around.edges.clock.now()).toISOString(), toolVersion: "0.0.0" },
    registry,
  };
  const { onEvent } = around;
  if (saved) return planFromSnapshot(saved, request, onEvent);
  const opened = openReader(connection, around);
  if (!opened.ok) return opened;
  const session = opened.value;
  try {
    await learnLimit(session);
    return await makePlan(request, { from: liveFrom(session.reader), onEvent });
  } finally {
    await session.close();
  }
}

function planFromSnapshot(
  saved: Snapshot,
  request: PlanRequest,
  onEvent: Surroundings["onEvent"],
): Promise<Checked<Plan>> {
  const { left: _left, ...sides } = within(saved, request);
  return makePlan({ ...request, ...sides, snapshot: saved.made }, { from: liveFromSnapshot(saved), onEvent });
}

/** Reading YAML costs most of a run, and laws ask for the same files again and again. */
const READ = new WeakMap<Files, Checked<Definitions>>();

/** What files say. */
export function definitionsOf(files: Files, registry: Registry = FIELDS): Checked<Definitions> {
  const known = registry === FIELDS ? READ.get(files) : undefined;
  if (known) return known;
  const encoder = new TextEncoder();
  const raw = Object.entries(files).map(([path, text]) => ({ path, bytes: encoder.encode(text) }));
  const read = readDefinitions(raw, registry);
  if (registry === FIELDS) READ.set(files, read);
  return read;
}

/** Rails have tests of their own. */
const ANYTHING: readonly Accepted[] = RAILS.map((rule) => ({ rule, upTo: 1000, by: "a law" }));

/** The value, or all that speaks against it as the failure of a test. */
export function expectValue<T>(
  checked:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly problems: readonly Problem[] },
): T {
  if (checked.ok) return checked.value;
  throw new Error(checked.problems.map(({ code, message }) => `${code}: ${message}`).join("\n"));
}
