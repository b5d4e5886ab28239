import { posix } from "node:path";
import type { Problem } from "../model/problem.ts";
import { problem } from "./codes.ts";
import { isVisible, isYaml } from "./find.ts";

/** An entry of a commit: a file, a link with its target, or another repository. */
export interface TreeEntry {
  readonly kind: "file" | "link" | "repository";
  readonly target?: string;
}

/** What a commit holds, by path from the root, with `/`. Folders are not listed. */
export type Tree = ReadonlyMap<string, TreeEntry>;

interface Search {
  readonly tree: Tree;
  readonly folders: ReadonlyMap<string, ReadonlySet<string>>;
  readonly files: Set<string>;
  readonly visited: Set<string>;
  readonly problems: Problem[];
}

/** Files as named, folders recursively, as findFiles() finds them on a disk. A path that is not there names nothing. */
export function findInTree(
  paths: readonly string[],
  tree: Tree,
): { readonly files: readonly string[]; readonly problems: readonly Problem[] } {
  const search: Search = {
    tree,
    folders: foldersOf(tree),
    files: new Set(),
    visited: new Set(),
    problems: [],
  };
  for (const path of paths) visit(search, path, true);
  return { files: [...search.files].sort(), problems: search.problems };
}

/** The names in each folder; the root is `.`. */
function foldersOf(tree: Tree): Search["folders"] {
  const folders = new Map<string, Set<string>>();
  for (const path of tree.keys()) {
    for (let inner = path; inner !== "."; inner = posix.dirname(inner)) {
      const folder = posix.dirname(inner);
      folders.set(folder, (folders.get(folder) ?? new Set()).add(posix.basename(inner)));
    }
  }
  return folders;
}

function visit(search: Search, path: string, named: boolean): void {
  const real = resolveLinks(path, search.tree);
  if (real === undefined) return;
  const entry = search.tree.get(real);
  if (entry?.kind === "repository") search.problems.push(otherRepository(path));
  else if (!entry) visitFolder(search, real);
  else if (named || isYaml(path)) search.files.add(real);
}

function visitFolder(search: Search, folder: string): void {
  if (search.visited.has(folder)) return;
  search.visited.add(folder);
  const names = [...(search.folders.get(folder) ?? [])].filter(isVisible);
  for (const name of names) visit(search, posix.join(folder, name), false);
}

/** As many links as Linux follows. */
const MOST_LINKS = 40;

/** The path with every link on the way followed, up to where another repository begins; undefined where one leads in a circle or out of the repository. */
function resolveLinks(path: string, tree: Tree, left = MOST_LINKS): string | undefined {
  const steps = posix
    .normalize(path)
    .split("/")
    .filter((step) => step !== "." && step !== "");
  for (let length = 1; length <= steps.length; length += 1) {
    const entry = tree.get(steps.slice(0, length).join("/"));
    if (entry?.kind === "repository") return steps.slice(0, length).join("/");
    if (entry?.kind !== "link") continue;
    const rest = steps.slice(length);
    const next = posix.join(...steps.slice(0, length - 1), entry.target ?? "", ...rest);
    const leaves = entry.target?.startsWith("/") || next.startsWith("..");
    return left === 0 || leaves ? undefined : resolveLinks(next, tree, left - 1);
  }
  return steps.join("/") || ".";
}

function otherRepository(path: string): Problem {
  return problem(
    "not-readable",
    undefined,
    `Cannot read ${path}: it is a repository of its own there (a submodule)`,
    "Run gus inside of it, or name the base's files with --base-definitions",
  );
}
