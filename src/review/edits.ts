import { forTerminal } from "./escape.ts";
import { diffLines, type Stretch } from "./line-diff.ts";
import { type Paint, paintFor, type Role, type Style } from "./style.ts";

/** A file before and after an edit. */
export interface EditedFile {
  readonly path: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** How many lines around each edit are shown. */
const CONTEXT = 3;

/** Edits as a unified diff, for people: what a terminal would obey is escaped. */
export function renderEdits(files: readonly EditedFile[], style: Style): string {
  const paint = paintFor(style);
  return files.map((file) => fileDiff(file, paint)).join("");
}

function fileDiff({ path, before, after }: EditedFile, paint: Paint): string {
  const name = forTerminal(path, Number.POSITIVE_INFINITY);
  const head = [`--- a/${name}`, `+++ b/${name}`].map((line) => paint("heading", line));
  const hunks = hunksOf(linesOf(diffLines(textLines(before), textLines(after))));
  return `${[...head, ...hunks.flatMap((hunk) => hunkLines(hunk, paint))].join("\n")}\n`;
}

/** With their line ends, so that a last line without one differs from one with. */
function textLines(bytes: Uint8Array): readonly string[] {
  return new TextDecoder().decode(bytes).split(/(?<=\n)/);
}

interface Line {
  readonly sign: " " | "-" | "+";
  readonly text: string;
  /** Its number in the old and in the new file, or the number of the line that would come next there. */
  readonly old: number;
  readonly now: number;
}

const SIGNS = { same: " ", old: "-", new: "+" } as const;

function linesOf(stretches: readonly Stretch[]): readonly Line[] {
  let [old, now] = [1, 1];
  return stretches.flatMap(({ kind, lines }) =>
    lines.map((text) => {
      const line = { sign: SIGNS[kind], text, old, now };
      if (kind !== "new") old += 1;
      if (kind !== "old") now += 1;
      return line;
    }),
  );
}

/** Edits with the lines around them; those whose lines meet are one hunk. */
function hunksOf(lines: readonly Line[]): readonly (readonly Line[])[] {
  const edits = lines.flatMap(({ sign }, at) => (sign === " " ? [] : [at]));
  const ranges: [number, number][] = [];
  for (const at of edits) {
    const [start, end] = [Math.max(0, at - CONTEXT), at + CONTEXT + 1];
    const last = ranges.at(-1);
    if (last && start <= last[1]) last[1] = end;
    else ranges.push([start, end]);
  }
  return ranges.map(([start, end]) => lines.slice(start, end));
}

const ROLES: Readonly<Record<Line["sign"], Role | undefined>> = {
  " ": undefined,
  "-": "removed",
  "+": "added",
};

function hunkLines(hunk: readonly Line[], paint: Paint): readonly string[] {
  const [first] = hunk;
  const count = (sign: Line["sign"]) => hunk.filter((line) => line.sign !== sign).length;
  const range = `@@ -${first?.old ?? 1},${count("+")} +${first?.now ?? 1},${count("-")} @@`;
  return [paint("faint", range), ...hunk.flatMap((line) => printed(line, paint))];
}

function printed({ sign, text }: Line, paint: Paint): readonly string[] {
  // The sign in front keeps a line from being a command; line ends and tabs are no surprise in a file.
  const visible = text.replace(/\r?\n$/, "").replaceAll("\t", "    ");
  const shown = forTerminal(`${sign}${visible}`, Number.POSITIVE_INFINITY);
  const role = ROLES[sign];
  const line = role ? paint(role, shown) : shown;
  return text.endsWith("\n") ? [line] : [line, paint("faint", "\\ No newline at end of file")];
}
