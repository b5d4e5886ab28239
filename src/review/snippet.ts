import type { Place } from "../model/problem.ts";
import { forTerminal } from "./escape.ts";
import type { Paint } from "./style.ts";
import { displayWidth } from "./width.ts";

/** How much of a long source line is shown on each side of the caret, in characters. */
const BEFORE = 40;
const AFTER = 60;
const TAB = "    ";

/** The source line and below it a caret under what is wrong; nothing when the place holds no line. */
export function snippetOf(place: Place, paint: Paint): readonly string[] {
  if (place.text === undefined) return [];
  const { before, marked, after } = windowed(place.text, place.column - 1, place.length ?? 1);
  const number = `${place.line}`;
  const gutter = `  ${number} | `;
  const blank = `  ${" ".repeat(number.length)} | `;
  const caret = "^".repeat(Math.max(1, displayWidth(marked)));
  return [
    `${paint("faint", gutter)}${before}${marked}${after}`,
    `${paint("faint", blank)}${" ".repeat(displayWidth(before))}${paint("error", caret)}`,
  ];
}

/** The line in three parts around the caret, each escaped and cut to its share. Offsets count UTF-16 units, as editors do. */
function windowed(text: string, start: number, length: number) {
  const line = text.replace(/\r?\n$/, "");
  const before = Array.from(line.slice(0, start));
  const marked = Array.from(line.slice(start, start + length));
  const room = Math.max(0, AFTER - marked.length);
  const after = Array.from(line.slice(start + length));
  return {
    before: visible(before.length > BEFORE ? ["…", ...before.slice(-BEFORE)] : before),
    marked: visible(marked.slice(0, AFTER)),
    after: visible(after.length > room ? [...after.slice(0, room), "…"] : after),
  };
}

/** No part of a source line is a command on its own, so a neutral character in front keeps escaping even. */
function visible(characters: readonly string[]): string {
  return forTerminal(`|${characters.join("").replaceAll("\t", TAB)}`, Number.POSITIVE_INFINITY).slice(1);
}
