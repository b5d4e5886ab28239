import { asScalar, quoted } from "../../src/definitions/quote.ts";

/** How text is written: each number, from 0 to 1, decides one thing. */
export type Chance = () => number;

interface Writing {
  readonly chance: Chance;
  readonly step: string;
  /** Anchors by what they stand for. */
  readonly anchors: Map<string, string>;
  comments: number;
}

/** Data as a YAML file that somebody may have written by hand: block and flow, quotes, comments, anchors and aliases, odd indents and line ends. */
export function styled(data: unknown, chance: Chance): string {
  const step = " ".repeat(1 + Math.floor(chance() * 4));
  const writing: Writing = { chance, step, anchors: new Map(), comments: 0 };
  const lines = chance() < 0.1 ? [flow(data, writing)] : block(data as object, "", writing);
  const eol = chance() < 0.2 ? "\r\n" : "\n";
  const mark = chance() < 0.1 ? "\ufeff" : "";
  return mark + lines.join("\n").replaceAll("\n", eol) + (chance() < 0.2 ? "" : eol);
}

function block(data: object, indent: string, writing: Writing): readonly string[] {
  if (Array.isArray(data)) return data.map((item) => `${indent}- ${flow(item, writing)}${comment(writing)}`);
  return Object.entries(data).flatMap(([key, value]) => [
    ...above(indent, writing),
    ...entry(key, value, indent, writing),
  ]);
}

function entry(key: string, value: unknown, indent: string, writing: Writing): readonly string[] {
  const { chance, step } = writing;
  const head = `${indent}${text(key, writing)}${chance() < 0.1 ? " " : ""}:`;
  const isFull = typeof value === "object" && value !== null && Object.keys(value).length > 0;
  const top = indent === "" || key.includes("@");
  if (!isFull || (!top && chance() < 0.5)) return [`${head} ${inline(value, indent, writing)}`];
  const anchored = top ? undefined : anchor(value, writing);
  if (anchored?.startsWith("*")) return [`${head} ${anchored}${comment(writing)}`];
  const below = Array.isArray(value) && chance() < 0.3 ? indent : indent + step;
  return [`${head}${anchored ? ` ${anchored}` : ""}${comment(writing)}`, ...block(value, below, writing)];
}

/** A value beside its key, or on lines of its own in some way. */
function inline(value: unknown, indent: string, writing: Writing): string {
  const { chance, step } = writing;
  if (typeof value === "string" && /^[A-Za-z ]+$/.test(value) && chance() < 0.1)
    return `${chance() < 0.5 ? "|-" : ">-"}\n${indent}${step}${value}`;
  const next = chance() < 0.05 ? `\n${indent}${step}` : "";
  const isFull = typeof value === "object" && value !== null && Object.keys(value).length > 0;
  const written = isFull && chance() < 0.15 ? tall(value, indent, writing) : flow(value, writing);
  return `${next}${written}${comment(writing)}`;
}

/** Brackets over several lines, with comments between them. */
function tall(value: object, indent: string, writing: Writing): string {
  const { step } = writing;
  const isList = Array.isArray(value);
  const items = isList
    ? value.map((item) => flow(item, writing))
    : Object.entries(value).map(([key, inner]) => `${text(key, writing)}: ${flow(inner, writing)}`);
  const [open, close] = isList ? "[]" : "{}";
  const lines = items.map((item, index) => {
    const comma = index < items.length - 1 || writing.chance() < 0.5 ? "," : "";
    return `${indent}${step}${step}${item}${comma}${comment(writing)}\n`;
  });
  return `${open}${comment(writing)}\n${lines.join("")}${indent}${step}${close}`;
}

function flow(value: unknown, writing: Writing): string {
  const anchored = anchor(value, writing);
  if (anchored?.startsWith("*")) return anchored;
  return `${anchored ? `${anchored} ` : ""}${bare(value, writing)}`;
}

function bare(value: unknown, writing: Writing): string {
  const { chance } = writing;
  if (typeof value === "string") return text(value, writing);
  if (typeof value !== "object" || value === null) return String(value);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  const items = Array.isArray(value)
    ? value.map((item) => flow(item, writing))
    : Object.entries(value).map(([key, inner]) => `${text(key, writing)}: ${flow(inner, writing)}`);
  const space = chance() < 0.7 ? " " : "";
  const last = items.length > 0 && chance() < 0.1 ? "," : "";
  return `${open}${space}${items.join(chance() < 0.9 ? ", " : " ,  ")}${last} ${close}`;
}

function text(value: string, { chance }: Writing): string {
  const way = chance();
  if (way < 0.6) return asScalar(value);
  return way < 0.8 ? quoted(value) : `'${value.replaceAll("'", "''")}'`;
}

/** `&a1` for some, and from then on sometimes `*a1`. */
function anchor(value: unknown, { chance, anchors }: Writing): string | undefined {
  if (value === null) return undefined;
  const what = JSON.stringify(value);
  const known = anchors.get(what);
  if (known !== undefined) return chance() < 0.5 ? `*${known}` : undefined;
  if (chance() > 0.03) return undefined;
  const name = `a${anchors.size}`;
  anchors.set(what, name);
  return `&${name}`;
}

function comment(writing: Writing): string {
  return writing.chance() < 0.15 ? ` # c${writing.comments++}` : "";
}

function above(indent: string, writing: Writing): readonly string[] {
  const way = writing.chance();
  return way < 0.1 ? [`${indent}# c${writing.comments++}`] : way < 0.15 ? [""] : [];
}
