import { realpath } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import type { ExitCode } from "../model/exit.ts";
import type { Problem } from "../model/problem.ts";
import type { Format } from "../review/formats.ts";
import { RENDERERS } from "../review/renderers.ts";
import { complain } from "./complain.ts";
import type { Shell } from "./shell.ts";

/** A file that the command line asks for. */
export interface Output {
  /** How the flag is told, such as `--out`. */
  readonly flag: string;
  readonly path: string;
  readonly format: Format;
}

/** What the command line has read. */
export interface Input {
  /** What it is to the command, such as `the snapshot`. */
  readonly what: string;
  readonly path: string;
  /** A folder stands for the YAML files in it. */
  readonly definitions?: true;
  /** Written anew as this format it serves the next time, which is meant. */
  readonly renewedAs?: Format;
}

/**
 * Complains about outputs that would go to one file, of which only the last would be left, and about those that would take the place of
 * something that the command reads. Answers the exit code that this earns. Formats that are added to a file may share it.
 */
export async function refuseClashes(
  shell: Shell,
  outputs: readonly Output[],
  inputs: readonly (Input | undefined)[],
): Promise<ExitCode | undefined> {
  const written = await Promise.all(outputs.map((output) => located(shell, output)));
  const read = await Promise.all(inputs.flatMap((input) => (input ? [located(shell, input)] : [])));
  const problems = [
    ...written.flatMap((output, index) =>
      written.slice(0, index).flatMap((before) => (share(before, output) ? [oneFile(before, output)] : [])),
    ),
    ...written.flatMap((output) =>
      read.flatMap((input) => (replaces(output, input) ? [inPlaceOf(output, input)] : [])),
    ),
  ];
  return problems.length > 0 ? complain(shell, { exit: 1, problems, warnings: [] }) : undefined;
}

/** The outputs of `--write`, and of a flag that asks for JSON. */
export function outputsOf(
  write: readonly Pick<Output, "format" | "path">[] = [],
  json: Readonly<Record<string, string | undefined>> = {},
): readonly Output[] {
  return [
    ...Object.entries(json).flatMap(([flag, path]) =>
      path === undefined ? [] : [{ flag, path, format: "json" as const }],
    ),
    ...write.map(({ format, path }) => ({ flag: `--write ${format}`, path, format })),
  ];
}

/** What a command reads from one path, if it is given one. */
export function inputAt(what: string, path: string | undefined, renewedAs?: Format): Input | undefined {
  return path === undefined ? undefined : { what, path, ...(renewedAs && { renewedAs }) };
}

export function definitionsAt(paths: readonly string[] = []): readonly Input[] {
  return paths.map((path) => ({ what: "the definitions", path, definitions: true }));
}

type Located<T> = T & { readonly location: string };

/** Links are followed as far as there is something. */
async function located<T extends { readonly path: string }>(
  { cwd }: Pick<Shell, "cwd">,
  file: T,
): Promise<Located<T>> {
  const path = resolve(cwd, file.path);
  const within = () => realpath(dirname(path)).then((folder) => join(folder, basename(path)));
  return {
    ...file,
    location: await realpath(path)
      .catch(within)
      .catch(() => path),
  };
}

function share(one: Located<Output>, other: Located<Output>): boolean {
  return (
    one.location === other.location && !(RENDERERS[one.format].appends && RENDERERS[other.format].appends)
  );
}

function replaces({ location, format }: Located<Output>, input: Located<Input>): boolean {
  if (location === input.location) return format !== input.renewedAs;
  return input.definitions === true && location.startsWith(input.location + sep) && /\.ya?ml$/.test(location);
}

function oneFile(one: Output, other: Output): Problem {
  const message =
    one.flag === other.flag
      ? `${one.flag} is to go to ${other.path} twice`
      : `${one.flag} and ${other.flag} would both go to ${other.path}, and one alone be left`;
  return { code: "usage", message, fix: "Give each a file of its own" };
}

function inPlaceOf({ flag, path }: Output, { what }: Input): Problem {
  return { code: "usage", message: `${flag} would replace ${what} in ${path}`, fix: "Name another file" };
}
