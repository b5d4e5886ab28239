import type { GusEvent } from "../../../src/model/event.ts";
import { cellsOf } from "../../laws/untouched.ts";
import type { Call, Happening } from "../history.ts";
import type { Past } from "../past.ts";
import { changedCells } from "../stand.ts";

/** The latest happenings, one a line, in seconds since the schedule began. */
export function renderTrace({ happenings }: Past, most = Number.POSITIVE_INFINITY): string {
  const start = happenings[0]?.at ?? 0;
  const lines = happenings.flatMap((one) => {
    const words = wordsFor(one);
    return words === undefined ? [] : [`${((one.at - start) / 1000).toFixed(3).padStart(10)}  ${words}`];
  });
  const left = lines.length - most;
  return [...(left > 0 ? [`  … ${left} lines before`] : []), ...lines.slice(-most)].join("\n");
}

function wordsFor(one: Happening): string | undefined {
  switch (one.kind) {
    case "start":
      return `--- life ${one.life}: gus ${one.command}`;
    case "left":
      return `${callName(one.call)} ${short(one.call.path)} ${cut(one.call.body)}`.trimEnd();
    case "arrived":
      return `${callName(one.call)} arrives${list(one.call.struck)}: ${statusOf(one.call)}`;
    case "ended":
      return `${callName(one.call)} ${one.call.end}`;
    case "stored":
      return `* ${one.write.by === "client" ? `#${one.call?.number} stored` : "SOMEBODY ELSE"}: ${short(one.write.userId)} v${one.write.before.version} → v${one.write.after.version} ${cellWords(one.write.before, one.write.after)}`;
    case "event":
      return eventWords(one.event);
    case "disk":
      return `  disk: ${cut(one.what)}`;
    case "death":
      return `+++ life ${one.life} dies: ${one.place}; ${Math.round(one.kept * 100)} % of what was not synced survives`;
    case "end":
      return `--- life ${one.life} ends: exit ${one.exit}, ${cut(one.words)}`;
    case "world":
      return `=== ${one.what}`;
  }
}

function callName({ number, method }: Call): string {
  return `#${number} ${method}`;
}

function statusOf({ status, retryAfter, lagMs }: Call): string {
  const asked = retryAfter === undefined ? "" : `, wait ${retryAfter} s`;
  const lag = lagMs ? `, ${lagMs} ms behind` : "";
  return `${status === 0 ? "cut" : status}${asked}${lag}`;
}

function cellWords(
  before: Parameters<typeof changedCells>[0],
  after: Parameters<typeof changedCells>[1],
): string {
  const cells = cellsOf(after);
  return changedCells(before, after)
    .map((id) => `${short(id)}=${cut(JSON.stringify(cells[id]) ?? "unset")}`)
    .join(" ");
}

function eventWords(event: GusEvent): string | undefined {
  switch (event.type) {
    case "stage":
      return `  stage ${event.stage}`;
    case "pause":
      return `  pause of ${event.ms} ms (${event.reason}): ${cut(event.detail)}`;
    case "outcome":
      return `  outcome ${event.outcome.email} ${event.outcome.opId} ${event.outcome.status} ${cut(event.outcome.reason)}`;
    case "note":
    case "warning":
      return `  ${event.type}: ${cut(event.message)}`;
    case "call":
      return undefined;
    default:
      return `  ${event.type} ${cut(JSON.stringify(event))}`;
  }
}

function list(words: readonly string[] | undefined): string {
  return words === undefined || words.length === 0 ? "" : ` (${words.join(", ")})`;
}

/** Ids by their first characters. */
function short(text: string): string {
  return cut(text.replaceAll(/([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f-]{22}/g, "$1"));
}

function cut(text: string): string {
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
