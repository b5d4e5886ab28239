import { createHash } from "node:crypto";
import type { Result } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import { globMark } from "./glob-mark.ts";

type Marked = Plan | Result;
export type MarkedKind = "plan" | "rollback" | "drift" | "result";

/** Longer lists of files and folders, or of globs, are told by their hash. */
const LONGEST_LIST = 300;

/**
 * The hidden first line by which a comment is found again: the kind of document, its organisation, the definitions it is
 * about, and the users it was narrowed to. It is the same for every run. No value can stand in its place, since every `<!--` in a value is
 * escaped.
 */
export function markerOf(document: Marked): string {
  const about = `org=${word(document.org.id)} root=${rootOf(document)}${selectionOf(document)}`;
  return `<!-- gus:${kindOf(document)} ${about} -->`;
}

/** The hidden second line of a plan, which names what is approved with it: the reviewHash, and marks of each user after a `~` or none. */
export function approvalLine(approval: string): string {
  return `<!-- gus:review-hash ${word(approval)} -->`;
}

const MARKER = /^<!-- gus:(plan|rollback|drift|result) org=\S+ root=\S+(?: select=\S+)? -->$/;
const APPROVAL = /^<!-- gus:review-hash (([0-9a-f]{64})(?:~[\w.]*)?) -->$/;

/** What the first lines of a comment say of it. */
export interface Marks {
  readonly marker: string;
  readonly kind: MarkedKind;
  readonly approved?: { readonly reviewHash: string; readonly approval: string };
}

/** Undefined for a text that gus did not render. Whoever reads it has to know who wrote it. */
export function marksOf(body: string): Marks | undefined {
  const [first = "", second = ""] = body.split(/\r?\n/, 2);
  const kind = MARKER.exec(first)?.[1] as MarkedKind | undefined;
  if (kind === undefined) return undefined;
  const [, approval = "", reviewHash] = APPROVAL.exec(second) ?? [];
  return { marker: first, kind, ...(reviewHash === undefined ? {} : { approved: { reviewHash, approval } }) };
}

function kindOf(document: Marked): MarkedKind {
  return document.kind === "plan" && document.source.run !== undefined ? "rollback" : document.kind;
}

function rootOf(document: Marked): string {
  const roots = document.kind === "result" ? document.roots : document.source.roots;
  return list(roots ?? []);
}

function selectionOf({ org, selection = [] }: Marked): string {
  return selection.length === 0 ? "" : ` select=${list(selection.map((glob) => globMark(org.id, glob)))}`;
}

function list(words: readonly string[]): string {
  const all = words.map(word).join(",") || "-";
  return all.length <= LONGEST_LIST ? all : `sha256:${createHash("sha256").update(all).digest("hex")}`;
}

/** No space, no `>` and no `--`, so that the comment ends where it should. */
function word(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Cs}/gu, "_"))
    .replaceAll("--", "-%2D")
    .replaceAll("%2F", "/");
}
