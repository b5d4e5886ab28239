import { realpath } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { findInTree } from "../definitions/find-in-tree.ts";
import type { RawFile } from "../definitions/load.ts";
import { bad, type Checked, good, type Problem } from "../model/problem.ts";
import { GitError, git } from "./git.ts";
import { type Commit, readContents, readTree } from "./git-tree.ts";

/** The definition files of a revision. */
export interface Revision {
  readonly rev: string;
  readonly commit: string;
  readonly files: readonly RawFile[];
}

/** Reads files and folders as they are in a revision, without touching the work tree. Paths are as on the command line. */
export async function readRevision(
  cwd: string,
  rev: string,
  paths: readonly string[],
): Promise<Checked<Revision>> {
  try {
    const root = await rootOf(cwd);
    if (typeof root !== "string") return bad([root]);
    const commit = await commitOf(root, rev);
    if (typeof commit !== "string") return bad([commit]);
    const within = await Promise.all(paths.map((path) => pathWithin(root, cwd, path)));
    const outside = within.filter((path) => typeof path !== "string");
    if (outside.length > 0) return bad(outside);
    const tree = await readTree(root, commit);
    const found = findInTree(
      within.filter((path) => typeof path === "string"),
      tree.tree,
    );
    if (found.problems.length > 0) return bad(found.problems);
    return good({ rev, commit, files: await contentsOf(root, found.files, tree) });
  } catch (error) {
    if (error instanceof GitError) return bad([gitFailed(rev, error)]);
    throw error;
  }
}

async function contentsOf(
  root: string,
  paths: readonly string[],
  { idOf }: Commit,
): Promise<readonly RawFile[]> {
  const ids = paths.map((path) => idOf.get(path) ?? "");
  const contents = await readContents(root, [...new Set(ids)]);
  return paths.map((path, index) => {
    const bytes = contents.get(ids[index] ?? "");
    if (!bytes) throw new GitError(`the content of ${path} is missing`);
    return { path, bytes };
  });
}

async function rootOf(cwd: string): Promise<string | Problem> {
  try {
    return (await git(cwd, ["rev-parse", "--show-toplevel"])).toString("utf8").replace(/\r?\n$/, "");
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return {
      code: "base-no-repository",
      message: `Cannot look for the base: there is no git repository to use at ${cwd} (${firstLine(error)})`,
      fix: "Run gus inside a clone that git trusts (else git config --global --add safe.directory PATH), or name the base's files with --base-definitions",
    };
  }
}

/** What begins with a dash would be an option to git. */
async function commitOf(root: string, rev: string): Promise<string | Problem> {
  if (rev === "" || rev.startsWith("-")) return unknown(rev);
  try {
    const found = await git(root, ["rev-parse", "--verify", "--quiet", `${rev}^{commit}`]);
    return found.toString("utf8").trim();
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const shallow = await git(root, ["rev-parse", "--is-shallow-repository"]);
    return shallow.toString("utf8").trim() === "true" ? cutOff(rev) : unknown(rev);
  }
}

function unknown(rev: string): Problem {
  return {
    code: "base-unknown",
    message: `Cannot find the base "${rev}": this clone has no such branch, tag or commit`,
    fix: "Correct it, or fetch it first; a branch that is not checked out here is called origin/BRANCH",
  };
}

function cutOff(rev: string): Problem {
  return {
    code: "base-shallow",
    message: `Cannot find the base "${rev}": this clone is shallow, and its history ends before it`,
    fix: "Fetch more: `fetch-depth: 2` of actions/checkout for HEAD^ on GitHub (0 for branches), `GIT_DEPTH: 2` on GitLab (0 for all), else git fetch --unshallow",
  };
}

function gitFailed(rev: string, error: GitError): Problem {
  return {
    code: "base-unreadable",
    message: `Cannot read the base "${rev}": git says ${firstLine(error)}`,
    fix: "Mend what git says, or name the base's files with --base-definitions",
  };
}

function firstLine({ message }: GitError): string {
  return message.split("\n")[0] ?? "";
}

/** The path from the root of the repository, with `/`. Links before its last step are followed, since git knows the root by its real path. */
async function pathWithin(root: string, cwd: string, path: string): Promise<string | Problem> {
  const whole = resolve(cwd, path);
  const folder = await realpath(dirname(whole)).catch(() => dirname(whole));
  const real = whole === dirname(whole) ? whole : join(folder, basename(whole));
  const within = relative(await realpath(root), real)
    .split(sep)
    .join("/");
  if (within !== ".." && !within.startsWith("../") && within !== real) return within || ".";
  return {
    code: "base-elsewhere",
    message: `Cannot find ${path} in the base: it lies outside of the repository ${root}`,
    fix: "Name files of this repository with --file, or the base's files with --base-definitions",
  };
}
