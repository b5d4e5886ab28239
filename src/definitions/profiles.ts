import { nearest } from "../fields/nearest.ts";
import type { Problem } from "../model/problem.ts";
import { problem } from "./codes.ts";
import { type ScalarNode, textsUnder } from "./node.ts";
import { bodiesOf, type Outline, type Owned } from "./outline.ts";
import { show } from "./quote.ts";
import { placeOf, type Spot } from "./source.ts";
import { stands } from "./stands.ts";

/** How many profiles may build on one another in a row; people lose track far earlier. */
const LONGEST_CHAIN = 20;

/** What is wrong with profiles and with the places that name them. */
export function profileProblems(outline: Outline): readonly Problem[] {
  const byName = new Map<string, Owned>();
  for (const profile of outline.profiles) if (!byName.has(profile.key)) byName.set(profile.key, profile);
  return [
    ...outline.profiles.flatMap((profile) => definedTwice(profile, byName)),
    ...(outline.whole ? unknownProfiles(outline, [...byName.keys()]) : []),
    ...chains(byName),
  ];
}

function definedTwice(profile: Owned, byName: ReadonlyMap<string, Owned>): readonly Problem[] {
  const first = byName.get(profile.key);
  if (!first || first === profile) return [];
  const message = `Cannot define profile ${show(profile.key)} twice: it ${stands(first)}`;
  return [problem("duplicate-profile", placeOf(profile), message, "Rename one, or merge the two")];
}

function unknownProfiles(outline: Outline, names: readonly string[]): readonly Problem[] {
  const known = new Set(names);
  const named = bodiesOf(outline).flatMap((body) => textsUnder(body, "profiles"));
  return named.filter(({ text }) => !known.has(text)).map((node) => unknownProfile(node, names));
}

function unknownProfile(node: ScalarNode, names: readonly string[]): Problem {
  const near = nearest(node.text, names);
  const message = `Cannot find profile ${show(node.text)} in any of the files`;
  const fix = near ? `Write ${show(near)}` : "Define it under profiles, or take the name out";
  return problem("unknown-profile", placeOf(node), message, fix);
}

/** Loops and chains that are too long, each reported once, where the chain closes or exceeds. */
function chains(byName: ReadonlyMap<string, Owned>): readonly Problem[] {
  const problems: Problem[] = [];
  const lengths = new Map<string, number>();
  for (const name of byName.keys()) chainLength(name, [], { byName, lengths, problems });
  return problems;
}

interface ChainWalk {
  readonly byName: ReadonlyMap<string, Owned>;
  readonly lengths: Map<string, number>;
  readonly problems: Problem[];
}

/** How many profiles stand on top of each other below this one. The path is cut at its longest, so recursion is bounded. */
function chainLength(name: string, path: readonly string[], walk: ChainWalk): number {
  const known = walk.lengths.get(name);
  if (known !== undefined) return known;
  let longest = 0;
  for (const node of textsUnder(walk.byName.get(name)?.value, "profiles")) {
    const chain = [...path, name];
    const loop = chain.indexOf(node.text);
    if (loop !== -1) walk.problems.push(profileLoop(node, [...chain.slice(loop), node.text]));
    else if (chain.length > LONGEST_CHAIN) longest = LONGEST_CHAIN;
    else longest = Math.max(longest, chainLength(node.text, chain, walk));
    if (longest === LONGEST_CHAIN) reportTooLong(node, name, walk);
  }
  walk.lengths.set(name, longest + 1);
  return longest + 1;
}

function profileLoop(spot: Spot, loop: readonly string[]): Problem {
  const chain = loop.map(show).join(" → ");
  const message = `Cannot expand profile ${show(loop[0] ?? "")}: it leads back to itself, ${chain}`;
  return problem("profile-loop", placeOf(spot), message, "Take one of these names out");
}

/** Told once: whoever shortens one chain that long looks at all of them. */
function reportTooLong(spot: Spot, name: string, { problems }: ChainWalk): void {
  if (problems.some(({ code }) => code === "too-deep")) return;
  const message = `Found more than ${LONGEST_CHAIN} profiles building on one another below ${show(name)}`;
  problems.push(problem("too-deep", placeOf(spot), message, "Merge some of these profiles"));
}
