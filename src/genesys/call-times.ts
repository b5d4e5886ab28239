import type { Edges } from "../edges.ts";
import type { Appender } from "../files.ts";
import { isObject, type JsonObject } from "../model/json.ts";
import type { Lanes } from "./lanes.ts";

/**
 * The times of calls, kept where the next command finds them: the platform counts the calls of `gus plan` and of the `gus apply` that
 * follows in one window. A line when a call leaves and one when it has ended, so that those of a process that died count as well.
 */
export interface CallTimes {
  /** Lets calls of earlier processes count. The first call waits for it. */
  recall(): Promise<void>;
  /** Notes that a call leaves. Answers what to do when it has ended. */
  leaves(): Promise<() => Promise<void>>;
  /** Notes what the organisation allows, in calls a minute, so that the next command knows from its first call on. */
  allowed(perMinute: number): Promise<void>;
  close(): Promise<void>;
}

export interface CallTimesOptions {
  /** Absent: nothing is kept. */
  readonly path?: string;
  readonly edges: Pick<Edges, "clock" | "files" | "self">;
  readonly lanes: Lanes;
  /** How long a call that has left and not ended may still count, milliseconds. */
  readonly lostMs: number;
  /** Told once, when times cannot be kept. */
  readonly onTrouble: (error: unknown) => void;
}

export function keepCallTimes(options: CallTimesOptions): CallTimes {
  const { path, edges, lanes, onTrouble } = options;
  if (path === undefined) return NOTHING_KEPT;
  const { clock, files, self } = edges;
  let file: Promise<Appender> | undefined;
  let broken = false;
  let calls = 0;
  const attempt = async (act: () => Promise<void>) => {
    if (broken) return;
    try {
      await act();
    } catch (error) {
      // Whoever comes next may exceed the limit by these calls; that is no reason to end this run.
      broken = true;
      onTrouble(error);
    }
  };
  const write = (line: JsonObject) =>
    attempt(async () => {
      file ??= files.append(path);
      await (await file).write(`${JSON.stringify(line)}\n`);
    });
  const note = (id: string, what: "left" | "ended") => write({ id, [what]: clock.now() });
  return {
    recall: () => {
      lanes.recalled ??= attempt(() => recallFrom(path, options));
      return lanes.recalled;
    },
    leaves: async () => {
      calls += 1;
      const id = `${self.pid}.${Math.round(clock.now())}.${calls}`;
      await note(id, "left");
      return () => note(id, "ended");
    },
    allowed: (perMinute) => write({ perMinute }),
    close: () => attempt(async () => (await file)?.close()),
  };
}

const NOTHING_KEPT: CallTimes = {
  recall: async () => undefined,
  leaves: async () => async () => undefined,
  allowed: async () => undefined,
  close: async () => undefined,
};

/** What is older than this file remembers goes when it has grown so large. */
const COMPACT_FROM = 2_000;

async function recallFrom(path: string, options: CallTimesOptions): Promise<void> {
  const { edges, lanes, lostMs } = options;
  const lane = lanes.general;
  const text = (await edges.files.read(path)) ?? "";
  const lines = text.split("\n").filter((line) => line !== "");
  const wall = edges.clock.now();
  const { windowMs } = lane.state(edges.clock.monotonic());
  const perMinute = lines.map((line) => read(line).perMinute).findLast((limit) => typeof limit === "number");
  if (typeof perMinute === "number") lane.allow(perMinute, edges.clock.monotonic());
  const until = (time: CallTime) => (time.ended ?? time.left + lostMs) + windowMs;
  const counting = timesIn(lines)
    .map((time) => notAfter(time, wall))
    // What counts no more still spaces the calls to come: an estimate of the last window weighs what came before it.
    .filter((time) => until(time) + windowMs > wall);
  const here = edges.clock.monotonic() - wall;
  for (const time of counting.toSorted((a, b) => a.left - b.left))
    lane.remember(here + time.left, here + until(time), here + wall);
  if (lines.length < COMPACT_FROM) return;
  const kept = new Set(counting.map(({ id }) => id));
  const recent = lines.filter((line) => kept.has(idOf(line)));
  const limit = perMinute === undefined ? [] : [JSON.stringify({ perMinute })];
  await edges.files.replace(path, [...limit, ...recent].map((line) => `${line}\n`).join(""));
}

/** Where the clock was set back, a call counts as if it were made now: too long rather than not at all. */
function notAfter({ id, left, ended }: CallTime, wall: number): CallTime {
  return { id, left: Math.min(left, wall), ...(ended !== undefined && { ended: Math.min(ended, wall) }) };
}

interface CallTime {
  readonly id: string;
  readonly left: number;
  readonly ended?: number;
}

/** The calls that lines tell of. A line that is no such line, or torn, tells of none. */
function timesIn(lines: readonly string[]): readonly CallTime[] {
  const times = new Map<string, CallTime>();
  for (const line of lines) {
    const { id, left, ended } = read(line);
    if (typeof id !== "string") continue;
    const known = times.get(id);
    if (typeof left === "number") times.set(id, { id, left });
    else if (typeof ended === "number" && known) times.set(id, { ...known, ended });
  }
  return [...times.values()];
}

function idOf(line: string): string {
  return String(read(line).id);
}

function read(line: string): JsonObject {
  try {
    const parsed: unknown = JSON.parse(line);
    return isObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}
