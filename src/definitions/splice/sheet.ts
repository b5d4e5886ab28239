import { decode } from "../decode.ts";
import type { RawFile } from "../load.ts";
import type { Node } from "../node.ts";
import type { DefinitionFile } from "../outline.ts";
import { parseYaml } from "../parse.ts";
import { type SourceText, type Spot, sourceText } from "../source.ts";
import type { Patch } from "./patch.ts";
import { spliced } from "./splice.ts";

/** A file with what is to be changed of it. */
export interface Sheet {
  readonly raw: RawFile;
  readonly file: DefinitionFile;
  readonly patch: Patch;
  /** What was added so that the last line has an end as well; taken away again in the end. */
  readonly added: string;
}

/** Opens a file that is free of problems. */
export function sheetOf(raw: RawFile): Sheet {
  const decoded = decode(raw.path, raw.bytes);
  if ("code" in decoded) throw new Error(decoded.message);
  const eol = eolOf(decoded);
  const added = decoded.text.endsWith("\n") ? "" : eol;
  const source = sourceText(raw.path, decoded.text + added);
  const { node } = parseYaml(source);
  const shared = node
    ? [...new Map(aliasedIn(node).map((spot) => [`${spot.start} ${spot.end}`, spot])).values()]
    : [];
  const file = { path: raw.path, sha256: "", source, ...(node ? { root: node } : {}) };
  return { raw, file, patch: { source, eol, shared, splices: [], obstacles: [], unaliased: [] }, added };
}

function eolOf({ text }: SourceText): string {
  return text[text.indexOf("\n") - 1] === "\r" ? "\r\n" : "\n";
}

/** The nodes that aliases stand for. What stands below an alias is not looked at again. */
function aliasedIn(node: Node): readonly Spot[] {
  if (node.alias) return [node];
  if (node.kind === "map") return node.entries.flatMap(({ value }) => aliasedIn(value));
  return node.kind === "list" ? node.items.flatMap(aliasedIn) : [];
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** The bytes of the file with its splices made. */
export function writtenBy({ raw, patch, added }: Sheet): Uint8Array {
  const text = spliced(patch.source.text, patch.splices);
  // Where the last lines went, what ends the file now may be the other kind of line end.
  const whole = added === "" ? text : text.replace(/\r?\n$/, "");
  const mark = BYTE_ORDER_MARK.every((byte, index) => raw.bytes[index] === byte) ? "\ufeff" : "";
  return new TextEncoder().encode(mark + whole);
}
