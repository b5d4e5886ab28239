import {
  type Alias,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  type Scalar,
} from "yaml";
import type { Place, Problem } from "../model/problem.ts";
import { type DefinitionCode, problem } from "./codes.ts";
import { MERGE_KEY, RESERVED_KEYS } from "./keys.ts";
import type { BrokenNode, Entry, Node } from "./node.ts";
import { show } from "./quote.ts";
import { placeOf, type SourceText, type Spot } from "./source.ts";

type YamlNode = ParsedNode | Alias.Parsed;

/** How many nodes aliases may add to a file: plenty for people, little for a bomb that doubles at each step. */
const MOST_ALIASED = 100_000;

/** What is known while a file is walked. */
interface Walk {
  readonly source: SourceText;
  readonly problems: Problem[];
  readonly anchors: Map<string, { readonly node: Node; readonly size: number }>;
  nodes: number;
  aliased: number;
}

/** Turns the YAML package's nodes into ours: aliases resolved, keys as text, everything the format excludes reported. */
export function toTree(source: SourceText, contents: unknown): { node: Node; problems: readonly Problem[] } {
  const walk: Walk = { source, problems: [], anchors: new Map(), nodes: 0, aliased: 0 };
  return { node: convert(walk, contents as YamlNode), problems: walk.problems };
}

function convert(walk: Walk, yaml: YamlNode): Node {
  const spot = spotOf(walk, yaml);
  if (isAlias(yaml)) return resolve(walk, yaml, spot);
  if (yaml.tag !== undefined) reportTag(walk, spot, yaml.tag);
  const before = walk.nodes;
  walk.nodes += 1;
  const node = build(walk, yaml, spot);
  const { anchor } = yaml;
  if (anchor) walk.anchors.set(anchor, { node, size: walk.nodes - before });
  return node;
}

function build(walk: Walk, yaml: YamlNode, spot: Spot): Node {
  if (isMap(yaml)) return { kind: "map", entries: entries(walk, yaml.items as readonly Pair[]), ...spot };
  if (isSeq(yaml))
    return { kind: "list", items: yaml.items.map((item) => convert(walk, item as YamlNode)), ...spot };
  // What a tag would have made of the scalar is not asked: the tag itself is the problem.
  if (yaml.tag !== undefined) return broken(spot);
  const scalar = yaml as Scalar.Parsed;
  return { kind: "scalar", text: String(scalar.value), plain: scalar.type === "PLAIN", ...spot };
}

function entries(walk: Walk, pairs: readonly Pair[]): readonly Entry[] {
  const found = new Map<string, Entry>();
  for (const pair of pairs) {
    const key = pair.key as YamlNode;
    const spot = spotOf(walk, key);
    const text = keyText(walk, key, spot);
    // The value is walked even under a bad key: it may hold anchors and further problems.
    const value = pair.value ? convert(walk, pair.value as YamlNode) : emptyAfter(spot);
    if (text === undefined) continue;
    const earlier = found.get(text);
    if (earlier) reportDuplicate(walk, text, spot, placeOf(earlier));
    else found.set(text, { key: text, value, ...spot });
  }
  return [...found.values()];
}

/** A key as written, or undefined (and reported) where it cannot be one. */
function keyText(walk: Walk, key: YamlNode | null, spot: Spot): string | undefined {
  if (!isScalar(key) || (key.type === "PLAIN" && key.value === "")) {
    const found = isScalar(key) || key === null ? "no key" : `a key that is ${kindOf(key)}`;
    report(walk, "key-not-text", spot, `Found ${found}; a key is a text`, "Write the key as a text");
    return undefined;
  }
  if (key.tag !== undefined) reportTag(walk, spot, key.tag);
  const text = String(key.value);
  if (key.anchor) walk.anchors.set(key.anchor, { node: build(walk, key as YamlNode, spot), size: 1 });
  if (text === MERGE_KEY && key.type === "PLAIN") return reportMerge(walk, spot);
  return RESERVED_KEYS.has(text) ? reportReserved(walk, spot, text) : text;
}

function resolve(walk: Walk, alias: Alias, spot: Spot): Node {
  const target = walk.anchors.get(alias.source);
  if (!target) {
    const message = `Cannot find anchor ${show(alias.source)} above this alias`;
    report(walk, "unknown-alias", spot, message, `Define it first with &${alias.source}, or quote the text`);
    return broken(spot);
  }
  const within = walk.aliased <= MOST_ALIASED;
  walk.aliased += target.size;
  walk.nodes += target.size;
  if (walk.aliased <= MOST_ALIASED) return { ...target.node, alias: spot };
  if (within) reportAliasLimit(walk, spot);
  return broken(spot);
}

function spotOf({ source }: Walk, yaml: YamlNode | null): Spot {
  return { source, start: yaml?.range?.[0] ?? 0, end: yaml ? endOf(yaml) : 0 };
}

/** Without brackets a collection ends where its last value ends, and not after the spaces and comments that follow. */
function endOf(yaml: YamlNode): number {
  const isBlock = (isMap(yaml) || isSeq(yaml)) && !yaml.flow;
  const last = isBlock ? yaml.items.at(-1) : undefined;
  const inner = isPair(last) ? (last.value ?? last.key) : last;
  return inner ? endOf(inner as YamlNode) : (yaml.range?.[1] ?? 0);
}

function emptyAfter({ source, end }: Spot): Node {
  return { kind: "scalar", text: "", plain: true, source, start: end, end };
}

function broken(spot: Spot): BrokenNode {
  return { kind: "broken", ...spot };
}

function kindOf(node: YamlNode): string {
  if (isAlias(node)) return "an alias";
  return isMap(node) ? "a map" : "a list";
}

function report({ problems }: Walk, code: DefinitionCode, spot: Spot, message: string, fix: string): void {
  problems.push(problem(code, placeOf(spot), message, fix));
}

function reportTag(walk: Walk, spot: Spot, tag: string): void {
  const name = tag.replace("tag:yaml.org,2002:", "!!");
  const fix = "Remove the tag; quote the value if it should be a text";
  report(walk, "yaml-tag", spot, `Found the YAML tag ${show(name)}; tags are not used here`, fix);
}

function reportMerge(walk: Walk, spot: Spot): undefined {
  const message = 'Found the YAML merge key "<<"; it is not used here';
  report(walk, "merge-key", spot, message, "Put the shared part in a profile and name it under profiles");
}

function reportReserved(walk: Walk, spot: Spot, key: string): undefined {
  report(walk, "reserved-key", spot, `Cannot take ${show(key)} as a key: the name is reserved`, "Rename it");
}

function reportDuplicate(walk: Walk, key: string, spot: Spot, earlier: Place): void {
  const message = `Found ${show(key)} twice in one map; it stands first in line ${earlier.line}`;
  report(walk, "duplicate-key", spot, message, "Keep one of the two");
}

function reportAliasLimit(walk: Walk, spot: Spot): void {
  const message = `Found aliases that repeat more than ${MOST_ALIASED} values`;
  report(walk, "alias-limit", spot, message, "Use profiles for what users share");
}
