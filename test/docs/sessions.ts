import type { Fence } from "./pages.ts";

/** One command line of a console example and the lines below it. */
export interface Session {
  readonly line: string;
  readonly output: readonly string[];
}

/** Stands for any number of lines that are left out. */
const LEFT_OUT = "…";

export function sessionsOf({ text }: Fence): readonly Session[] {
  const parts = text.split(/^\$ /m).slice(1);
  return parts.map((part) => {
    const [line = "", ...output] = part.trimEnd().split("\n");
    return { line, output: output.map(masked) };
  });
}

/** What was printed, shortened as `wanted` is; in full where the two differ, for the failure to show. */
export function shortened(printed: string, wanted: readonly string[]): readonly string[] {
  const lines = printed === "" ? [] : printed.trimEnd().split("\n").map(masked);
  return matches(lines, wanted) ? wanted : lines;
}

/** Takes each stretch between two gaps at its first place after the one before; that finds a way if there is one. */
function matches(lines: readonly string[], wanted: readonly string[]): boolean {
  const stretches = stretchesOf(wanted);
  let from = 0;
  return stretches.every((stretch, index) => {
    const last = index === stretches.length - 1;
    const earliest = last && index > 0 ? Math.max(from, lines.length - stretch.length) : from;
    const latest = index === 0 ? 0 : lines.length - stretch.length;
    const at = placeOf(stretch, lines, earliest, latest);
    from = at + stretch.length;
    return at >= 0 && (!last || from === lines.length);
  });
}

function placeOf(stretch: readonly string[], lines: readonly string[], from: number, to: number): number {
  for (let at = from; at <= to; at += 1)
    if (stretch.every((line, index) => lines[at + index] === line)) return at;
  return -1;
}

function stretchesOf(wanted: readonly string[]): readonly (readonly string[])[] {
  const gap = wanted.indexOf(LEFT_OUT);
  return gap < 0 ? [wanted] : [wanted.slice(0, gap), ...stretchesOf(wanted.slice(gap + 1))];
}

/** Without what differs from run to run. */
function masked(line: string): string {
  return line
    .trimEnd()
    .replace(/^(definitions at commit \w+( with edits)?, )?made \S+$/, "made at some time")
    .replace(/about .+ at [\d,]+\/min/, "about so long at this rate")
    .replace(/^([\d,]+ calls .+) in [^)]+\.$/, "$1 in some time.")
    .replace(/snapshot taken .+ ago/, "snapshot taken some time ago")
    .replace(/127\.0\.0\.1:\d+/, "127.0.0.1:port")
    .replace(/changed [\d-]+ [\d:]+ UTC/, "changed at some time")
    .replace(/"time":"[^"]+"/, '"time":"some time"')
    .replaceAll(/"(ms|used|allowed|limit)":\d+/g, '"$1":"some number"')
    .replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "some id")
    .replace(/^((review|plan) hash +)[0-9a-f]+$/, "$1some hash");
}
