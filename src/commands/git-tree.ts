import type { Tree, TreeEntry } from "../definitions/find-in-tree.ts";
import { git } from "./git.ts";

/** A commit's entries with the ids of their contents. */
export interface Commit {
  readonly tree: Tree;
  readonly idOf: ReadonlyMap<string, string>;
}

/** Everything that a commit holds. `root` is the root of the repository's work tree. */
export async function readTree(root: string, commit: string): Promise<Commit> {
  const listed = await git(root, ["ls-tree", "-r", "-z", "--full-tree", commit]);
  const entries = listed.toString("utf8").split("\0").flatMap(entryOf);
  const links = entries.filter(({ mode }) => mode === LINK);
  const targets = await readContents(
    root,
    links.map(({ id }) => id),
  );
  const toEntry = ({ mode, id }: Listed): TreeEntry => {
    if (mode === REPOSITORY) return { kind: "repository" };
    return mode === LINK
      ? { kind: "link", target: targets.get(id)?.toString("utf8") ?? "" }
      : { kind: "file" };
  };
  return {
    tree: new Map(entries.map((entry) => [entry.path, toEntry(entry)])),
    idOf: new Map(entries.map(({ path, id }) => [path, id])),
  };
}

interface Listed {
  readonly mode: string;
  readonly id: string;
  readonly path: string;
}

const LINK = "120000";
const REPOSITORY = "160000";

/** `100644 blob 8a1218a…<tab>definitions/care.yaml` */
function entryOf(line: string): readonly Listed[] {
  const [, mode, id, path] = /^(\d+) \w+ ([0-9a-f]+)\t([\s\S]+)$/.exec(line) ?? [];
  return mode && id && path ? [{ mode, id, path }] : [];
}

/** The contents of objects by their ids; one that the repository does not have is missing. */
export async function readContents(
  root: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Buffer>> {
  const contents = new Map<string, Buffer>();
  if (ids.length === 0) return contents;
  const answer = await git(root, ["cat-file", "--batch"], ids.map((id) => `${id}\n`).join(""));
  for (let at = 0; at < answer.length; ) {
    const end = answer.indexOf(0x0a, at);
    const [id = "", , size] = answer.toString("utf8", at, end).split(" ");
    at = end + 1;
    if (size === undefined) continue;
    contents.set(id, answer.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return contents;
}
