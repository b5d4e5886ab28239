import { forTerminal } from "./escape.ts";
import type { Mark } from "./marks.ts";

const LONGEST = 1000;

/** A line that the runner of GitHub Actions obeys wherever it stands in the log of a step. */
export function workflowCommand({ level, at, title, message }: Mark): string {
  const place = at ? { file: at.file, line: at.line, ...(at.column && { col: at.column }) } : {};
  const properties = Object.entries({ ...place, title }).map(([name, value]) => `${name}=${property(value)}`);
  return `::${level} ${properties.join(",")}::${data(message)}`;
}

/** As the runner unescapes it again (ActionCommand.cs). */
function data(lines: readonly string[]): string {
  return lines.map((line) => forTerminal(line, LONGEST).replaceAll("%", "%25")).join("%0A");
}

function property(value: string | number): string {
  return data([String(value)])
    .replaceAll(":", "%3A")
    .replaceAll(",", "%2C");
}
