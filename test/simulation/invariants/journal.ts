import { isDeepStrictEqual } from "node:util";
import type { Json } from "../../../src/model/json.ts";
import type { Call } from "../history.ts";
import { type Past, runOf, writtenUsers } from "../past.ts";
import { KEEPING_MS } from "../world/disk.ts";
import type { Invariant } from "./invariant.ts";

interface Intent {
  readonly type: string;
  readonly opId: string;
  readonly path: string;
  readonly body: Json;
}

/** No write leaves before the intent to send it would survive the end of the machine. */
export const intentComesFirst: Invariant = {
  name: "an intent is kept before each write",
  check: (latest, past) => {
    if (latest.kind !== "left" || !latest.call.operation || !past.schedule.keepsState) return undefined;
    const { call } = latest;
    const kept = intentsOf(past.synced()).filter((intent) => isIntentOf(intent, call)).length;
    const sent = past.calls.filter((other) => isSame(other, call)).length;
    return kept < sent ? `#${call.number} leaves without an intent in the journal` : undefined;
  },
};

function isSame(one: Call, other: Call): boolean {
  return one.operation === other.operation && one.body === other.body;
}

function isIntentOf({ opId, path, body }: Intent, call: Call): boolean {
  const sent = call.body === "" ? null : (JSON.parse(call.body) as Json);
  return opId === call.operation?.opId && path === call.path && isDeepStrictEqual(body, sent);
}

function intentsOf(files: ReadonlyMap<string, string>): readonly Intent[] {
  const journals = [...files].filter(([path]) => /\/runs\/[^/.]+\.ndjson$/.test(path));
  return journals.flatMap(([, text]) =>
    text.split("\n").flatMap((line) => {
      if (!line.includes('"type":"intent"')) return [];
      try {
        return [JSON.parse(line) as Intent];
      } catch {
        // A torn last line was never synced.
        return [];
      }
    }),
  );
}

/** A call may be under way for as long as its process waits for an answer, and 10 s more; its intent is a moment older than the call. */
const OVER_MS = 40_000 - KEEPING_MS;

/** Whoever goes on after a death touches nobody whose call may still be under way. */
export const resumeWaits: Invariant = {
  name: "a run that goes on waits for calls under way",
  check: (latest, past) => {
    if (latest.kind !== "left" || !past.schedule.keepsState) return undefined;
    const { call } = latest;
    if (commandOf(call.life, past) !== "apply" || !namesUsers(call)) return undefined;
    const open = past.calls.find(
      (other) =>
        other.writes &&
        other.life !== call.life &&
        other.endedAt === undefined &&
        call.leftAt - other.leftAt < OVER_MS &&
        writtenUsers(other).some((id) => call.path.includes(id) || call.body.includes(id)),
    );
    return (
      open &&
      `#${call.number} leaves ${Math.round(call.leftAt - open.leftAt)} ms after #${open.number}, of which nobody knows the end`
    );
  },
};

function namesUsers({ path }: Call): boolean {
  return path.startsWith("/api/v2/users") || path.includes("/objects/USER");
}

function commandOf(life: number, { happenings }: Past): string | undefined {
  const start = happenings.find((one) => one.kind === "start" && one.life === life);
  return start?.kind === "start" ? start.command : undefined;
}

/** The writes of two runs are never mixed: one begins when the other has ended, or died. */
export const oneRunAtATime: Invariant = {
  name: "one run at a time",
  check: (latest, past) => {
    if (latest.kind !== "left" || !latest.call.writes || !past.schedule.keepsState) return undefined;
    const { life } = latest.call;
    const over = new Set(
      past.happenings.flatMap((one) => (one.kind === "death" || one.kind === "end" ? [one.life] : [])),
    );
    const writes = past.calls.filter((call) => call.writes);
    const first = writes.findIndex((call) => call.life === life);
    const others = writes.filter(
      (call, index) =>
        call.life !== life && (index > first || (call.endedAt === undefined && !over.has(call.life))),
    );
    return others[0] && `life ${life} writes while life ${others[0].life} does`;
  },
};

/** Problems that nothing in these schedules may lead to. */
const NEVER = [
  "journal-broken",
  "journal-format",
  "unknown-run",
  "plan-changed",
  "run-of-other-plan",
  "no-such-file",
  "bug",
];

/** What a death leaves behind can always be gone on with, and is: the same plan, the same run. */
export const runGoesOn: Invariant = {
  name: "a run can always go on",
  check: (latest, past) => {
    if (latest.kind !== "end") return undefined;
    const code =
      latest.codes?.find((one) => NEVER.includes(one)) ??
      NEVER.find((one) => one === latest.result?.stopped?.code);
    if (code !== undefined) return `it ended with ${code}: ${latest.words}`;
    const start = past.happenings.find((one) => one.kind === "start" && one.life === latest.life);
    if (!latest.result || start?.kind !== "start") return undefined;
    const { run } = latest.result;
    const open = start.open.filter((one) => !cameToItsEnd(one, latest.life, past));
    return open.length > 0 && !open.includes(run) ? `run ${open[0]} was not gone on with` : undefined;
  },
};

/** Whether another process wrote that a run had come to its end; the last line of one that died at it can be whole. */
function cameToItsEnd(run: string, life: number, past: Past): boolean {
  const journal = [...past.written()].find(([path]) => path.endsWith(`/${run}.ndjson`))?.[1] ?? "";
  if (/"type":"end","exitCode":(0|3)[^\n]*\n$/.test(journal)) return true;
  return past.happenings.some(
    (one) =>
      one.kind === "disk" &&
      one.life !== life &&
      /"type":"end","exitCode":(0|3)/.test(one.what) &&
      runOf(one.life, past) === run,
  );
}
