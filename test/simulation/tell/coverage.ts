import { OUTCOME_STATUSES } from "../../../src/model/outcome.ts";
import type { OperationKind } from "../../../src/model/plan.ts";
import type { Happening } from "../history.ts";
import type { Past } from "../past.ts";
import { PLACES } from "../world/life.ts";

const OPERATIONS: readonly OperationKind[] = [
  "deactivate",
  "update",
  "auto-answer",
  "merge-skills",
  "replace-skills",
  "remove-skill",
  "merge-languages",
  "remove-language",
  "move-division",
  "activate",
];

/** What schedules must have met before anybody may say that they prove something, by kind. */
export const EXPECTED = {
  fault: [
    "failure no",
    "failure yes",
    "failure late",
    "cut no",
    "cut yes",
    "cut late",
    "silent-drop",
    "proxy no",
    "proxy yes",
    "throttle seconds",
    "throttle date",
    "throttle epoch",
    "throttle text",
    "throttle missing",
    "mint-throttle",
    "token-dies",
    "forbidden",
    "slow",
    "lag",
    "partial-expand",
    "second writer before",
    "second writer after",
  ],
  outcome: OUTCOME_STATUSES,
  exit: ["0", "1", "3", "6", "130"],
  death: PLACES,
  operation: OPERATIONS,
  limiter: ["sliding-log", "sliding-counter", "fixed-window", "token-bucket"],
  headers: ["none", "inin", "x-ratelimit-epoch", "x-ratelimit-delta"],
  scene: [
    "a rival",
    "a changed limit",
    "an outage",
    "lagging reads",
    "an edit by the clock",
    "Ctrl-C",
    "strict pins",
    "a call without an answer",
    "a write under way at death",
    "unsynced bytes lost",
    "a run gone on with",
    "a wait for calls under way",
    "a lock taken over",
    "a locked organisation",
    "a second run that waited",
    "a version conflict",
    "a pause after 429",
  ],
} as const;

export type Kind = keyof typeof EXPECTED;

/** Sums over many schedules. */
export interface Tally {
  readonly schedules: number;
  /** Edits of others lost between the compare and the write of a call that takes no version. */
  readonly gapLosses: number;
  readonly calls: number;
  readonly writes: number;
  readonly happenings: number;
  readonly virtualMs: number;
}

const SUMS = ["schedules", "gapLosses", "calls", "writes", "happenings", "virtualMs"] as const;

/** What many schedules have met, and how often. Can be sent from one process to another. */
export interface Met extends Tally {
  /** In how many schedules something occurred, by kind and name. */
  readonly counts: ReadonlyMap<string, number>;
}

export class Coverage {
  #met: Met = {
    ...{ schedules: 0, gapLosses: 0, calls: 0, writes: 0, happenings: 0, virtualMs: 0 },
    counts: new Map(),
  };

  get met(): Met {
    return this.#met;
  }

  add(past: Past): void {
    this.join(metBy(past));
  }

  /** Adds what other schedules have met. */
  join(other: Met): void {
    const met = this.#met;
    const counts = new Map(met.counts);
    for (const [name, count] of other.counts) counts.set(name, (counts.get(name) ?? 0) + count);
    const sums = Object.fromEntries(SUMS.map((sum) => [sum, met[sum] + other[sum]]));
    this.#met = { ...(sums as Record<(typeof SUMS)[number], number>), counts };
  }

  /** In how many schedules something occurred. */
  count(kind: Kind, name: string): number {
    return this.#met.counts.get(`${kind}: ${name}`) ?? 0;
  }

  /** What should have occurred and did not. */
  missing(): readonly string[] {
    return KINDS.flatMap((kind) =>
      EXPECTED[kind].filter((name) => this.count(kind, name) === 0).map((name) => `${kind}: ${name}`),
    );
  }
}

function metBy(past: Past): Met {
  const { gapLosses, calls, happenings } = past;
  return {
    schedules: 1,
    gapLosses,
    calls: calls.length,
    writes: calls.filter(({ writes }) => writes).length,
    happenings: happenings.length,
    virtualMs: (happenings.at(-1)?.at ?? 0) - (happenings[0]?.at ?? 0),
    counts: new Map([...new Set(featuresOf(past))].map((one) => [one, 1])),
  };
}

export const KINDS = Object.keys(EXPECTED) as readonly Kind[];

function* featuresOf(past: Past): Generator<string> {
  const { schedule, calls, happenings } = past;
  yield `limiter: ${schedule.limiter.kind}`;
  yield `headers: ${schedule.headers}`;
  for (const { struck = [] } of calls) for (const fault of struck) yield `fault: ${fault}`;
  for (const { operation } of calls) if (operation) yield `operation: ${operation.kind}`;
  for (const scene of scenesOf(past)) yield `scene: ${scene}`;
  for (const one of happenings) yield* featuresOfOne(one);
}

function* featuresOfOne(one: Happening): Generator<string> {
  if (one.kind === "death") yield `death: ${one.place}`;
  if (one.kind !== "end" || one.command !== "apply") return;
  yield `exit: ${one.exit}`;
  for (const { status } of one.result?.outcomes ?? []) yield `outcome: ${status}`;
}

type Scene = (typeof EXPECTED)["scene"][number];

function scenesOf(past: Past): readonly Scene[] {
  const { schedule, calls, happenings } = past;
  const events = happenings.flatMap((one) => (one.kind === "event" ? [one.event] : []));
  const deaths = happenings.filter((one) => one.kind === "death");
  const ends = happenings.flatMap((one) => (one.kind === "end" && one.command === "apply" ? [one] : []));
  const pauses = new Set(events.flatMap((event) => (event.type === "pause" ? [event.reason] : [])));
  const met: Readonly<Record<Scene, boolean>> = {
    "a rival": schedule.rival !== undefined,
    "a changed limit": schedule.limitChanges.length > 0,
    "an outage": calls.some(({ end, arrivedAt }) => end === "broken" && arrivedAt === undefined),
    "lagging reads": calls.some(({ lagMs = 0 }) => lagMs > 0),
    "an edit by the clock": happenings.some((one) => one.kind === "stored" && one.write.request === 0),
    "Ctrl-C": ends.some(({ exit }) => exit === 130),
    "strict pins": schedule.strictPins,
    "a call without an answer": calls.some(({ end }) => end === "given up"),
    "a write under way at death": deaths.some((death) => isUnderWay(past, death.at)),
    "unsynced bytes lost": deaths.some(({ kept }) => kept < 1),
    "a run gone on with":
      new Set(ends.flatMap(({ result }) => result?.run ?? [])).size === 1 && deaths.length > 0,
    "a wait for calls under way": pauses.has("resume"),
    "a lock taken over": events.some(
      (event) => event.type === "warning" && event.message.startsWith("Took over"),
    ),
    "a locked organisation": ends.some(({ codes }) => codes?.includes("locked")),
    "a second run that waited": pauses.has("lock"),
    "a version conflict": events.some(({ type }) => type === "conflict"),
    "a pause after 429": pauses.has("throttled"),
  };
  return EXPECTED.scene.filter((name) => met[name]);
}

function isUnderWay({ calls }: Past, at: number): boolean {
  return calls.some(
    (call) => call.writes && call.leftAt <= at && (call.backAt ?? Number.POSITIVE_INFINITY) > at,
  );
}
