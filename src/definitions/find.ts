import { existsSync, type Stats } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Problem } from "../model/problem.ts";
import { problem } from "./codes.ts";
import { LARGEST_FILE, tooLarge } from "./decode.ts";

export interface Where {
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** The folder that paths in documents are relative to; by default the nearest one upwards with a `.git`, else `cwd`. */
  readonly root?: string;
}

/** A file to read: where it is, and what it is called in documents. */
export interface FoundFile {
  readonly location: string;
  readonly path: string;
}

export interface Found {
  readonly files: readonly FoundFile[];
  /** What was named, relative to the root; `.` is the root itself. */
  readonly roots: readonly string[];
  readonly problems: readonly Problem[];
}

interface Search {
  readonly root: string;
  /** Real locations, so that links cannot lead in circles or to the same file twice. */
  readonly files: Map<string, FoundFile>;
  readonly folders: Set<string>;
  readonly problems: Problem[];
}

/** Files as named, folders recursively. Sorted by path; a file reached twice counts once. */
export async function findFiles(paths: readonly string[], where: Where): Promise<Found> {
  const root = await rootOf(where);
  const search: Search = { root, files: new Map(), folders: new Set(), problems: [] };
  for (const path of paths) await visitNamed(search, path, resolve(where.cwd, path));
  const files = [...search.files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  const roots = new Set(await Promise.all(paths.map((path) => namedPath(search, resolve(where.cwd, path)))));
  return { files, roots: [...roots].sort(), problems: search.problems };
}

/** The folder that paths in documents are relative to. */
export function rootOf({ cwd, root }: Where): Promise<string> {
  return realpath(root ?? nearestRoot(cwd)).catch(() => cwd);
}

async function namedPath(search: Search, location: string): Promise<string> {
  return shownPath(search, await realpath(location).catch(() => location)) || ".";
}

function nearestRoot(cwd: string): string {
  let folder = resolve(cwd);
  while (!existsSync(join(folder, ".git"))) {
    const parent = dirname(folder);
    if (parent === folder) return cwd;
    folder = parent;
  }
  return folder;
}

/** A path from the command line may be anything that can be read, whatever its name. */
async function visitNamed(search: Search, path: string, location: string): Promise<void> {
  const stats = await stat(location).catch((error: NodeJS.ErrnoException) => error);
  if (stats instanceof Error) search.problems.push(unreachable(path, stats));
  else if (stats.isDirectory()) await visitFolder(search, location);
  else if (stats.isFile() || stats.isFIFO()) await visitFile(search, location, stats);
  else search.problems.push(notReadable(path, "it is neither a file nor a folder"));
}

async function visitFolder(search: Search, location: string): Promise<void> {
  const real = await realpath(location).catch(() => location);
  if (search.folders.has(real)) return;
  search.folders.add(real);
  const names = await readdir(real).catch((error: NodeJS.ErrnoException) => error);
  if (names instanceof Error) {
    search.problems.push(notReadable(shownPath(search, real), reason(names)));
    return;
  }
  for (const name of names.filter(isVisible).sort()) await visitMember(search, join(real, name));
}

export function isVisible(name: string): boolean {
  return !name.startsWith(".") && name !== "node_modules";
}

export function isYaml(path: string): boolean {
  return /\.ya?ml$/.test(path);
}

async function visitMember(search: Search, location: string): Promise<void> {
  const stats = await stat(location).catch((error: NodeJS.ErrnoException) => error);
  if (stats instanceof Error) {
    if (isYaml(location)) search.problems.push(notReadable(shownPath(search, location), reason(stats)));
  } else if (stats.isDirectory()) await visitFolder(search, location);
  else if (isYaml(location) && stats.isFile()) await visitFile(search, location, stats);
}

async function visitFile(search: Search, location: string, stats: Stats): Promise<void> {
  const real = await realpath(location).catch(() => location);
  const path = shownPath(search, real);
  if (stats.size > LARGEST_FILE) search.problems.push(tooLarge(path, stats.size));
  else search.files.set(real, { location: real, path });
}

function shownPath({ root }: Search, location: string): string {
  return relative(root, location).split(sep).join("/");
}

/** The folder that is read when nobody names another one. */
const DEFINITIONS = "definitions";

function unreachable(path: string, error: NodeJS.ErrnoException): Problem {
  if (error.code !== "ENOENT" && error.code !== "ENOTDIR") return notReadable(path, reason(error));
  const message = `Cannot find ${path}`;
  const fix =
    path === DEFINITIONS
      ? "Write them with `gus init` or `gus export --dir definitions`, or name files and folders with -f"
      : "Correct the path, or name files and folders with -f";
  return problem("path-missing", undefined, message, fix);
}

export function notReadable(path: string, why: string): Problem {
  const message = `Cannot read ${path}: ${why}`;
  return problem("not-readable", undefined, message, "Check the file and its permissions");
}

export function reason(error: NodeJS.ErrnoException): string {
  const known: Readonly<Record<string, string>> = {
    EACCES: "permission denied",
    EPERM: "permission denied",
    ELOOP: "its links lead in a circle",
    ENOENT: "the link leads nowhere",
    EISDIR: "it is a folder",
    ENAMETOOLONG: "the path is too long",
  };
  return known[error.code ?? ""] ?? `the system says ${error.code ?? error.message}`;
}
