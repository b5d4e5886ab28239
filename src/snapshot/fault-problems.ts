import { isObject, type JsonObject, visibleJson } from "../model/json.ts";
import type { Place, Problem } from "../model/problem.ts";
import { cellOf, type Fault } from "./fault.ts";

const CODE = "snapshot-broken";
const AGAIN = "Take it again with `gus snapshot --out`";
/** More than these say nothing new. */
const MOST = 20;

/** How problems tell of a file. */
export interface Told {
  /** What the file is called. */
  readonly name: string;
  /** Users are told by their place in the file, not by e-mail: what stands for one there may be any text. */
  readonly nameless?: boolean;
}

/** Faults as people read them, each at its line as long as the file is laid out as gus does. */
export function faultProblems(
  faults: readonly Fault[],
  text: string,
  { name, nameless = false }: Told,
): readonly Problem[] {
  const lines = text.split("\n");
  const shown = faults.slice(0, MOST).map((fault) => {
    const at = placeOf(fault, lines, name);
    const message = `Cannot use ${spelled(fault.path)}${aboutOf(fault, nameless)}: ${fault.wants}`;
    const fix = `${AGAIN}, or mend the line`;
    return { code: CODE, message, fix, ...(at ? { at } : {}) };
  });
  const more = faults.length - shown.length;
  if (more <= 0) return shown;
  return [...shown, { code: CODE, message: `${name} has ${more} more places like these`, fix: AGAIN }];
}

function aboutOf(fault: Fault, nameless: boolean): string {
  const { user } = fault;
  const cell = cellOf(fault);
  const field = cell ? ` (${String(cell.field)})` : "";
  if (!user) return field;
  const { value } = user;
  const isNamed = !nameless && isObject(value) && typeof value.email === "string";
  const who = isNamed ? value.email : `user ${user.index + 1}`;
  return `${field} of ${who}`;
}

/** `"cells[3].value"`: what leads there in the file. */
function spelled(path: readonly PropertyKey[]): string {
  const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`));
  return path.length === 0 ? "the entry" : `"${steps.join("").replace(/^\./, "")}"`;
}

/** The line of the user, and its cell there. */
function placeOf(fault: Fault, lines: readonly string[], file: string): Place | undefined {
  const { user } = fault;
  const first = lines.indexOf('  "users": [') + 1;
  const text = user && first > 0 ? lines[first + user.index] : undefined;
  if (!user || text === undefined || !isLineOf(text, user)) return undefined;
  const at = { file, line: first + user.index + 1, text };
  const cell = cellOf(fault);
  return { ...at, ...(cell ? rangeOf(cell, text) : { column: text.search(/\S/) + 1 }) };
}

function isLineOf(text: string, { value }: NonNullable<Fault["user"]>): boolean {
  try {
    return JSON.stringify(JSON.parse(text.replace(/,\s*$/, ""))) === JSON.stringify(value);
  } catch {
    return false;
  }
}

function rangeOf(cell: JsonObject, text: string): Pick<Place, "column" | "length"> {
  const written = visibleJson(JSON.stringify(cell));
  const start = text.indexOf(written);
  return start < 0 ? { column: text.search(/\S/) + 1 } : { column: start + 1, length: written.length };
}

/** Says nothing of what stands there: it may be anybody's data. */
export function notJson({ message: said }: SyntaxError, text: string, name: string): Problem {
  const cut = /end of JSON|Unterminated/.test(said);
  const position = cut ? text.length : /position (\d+)/.exec(said)?.[1];
  const message = `Cannot read ${name}: ${cut ? "it ends too early" : "it is no JSON"}`;
  const at = position === undefined ? {} : { at: placeAt(text, Number(position), name) };
  return { code: CODE, message, fix: AGAIN, ...at };
}

function placeAt(text: string, position: number, file: string): Place {
  const before = text.slice(0, position).split("\n");
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
