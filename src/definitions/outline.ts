import { type Entry, entriesOf, entryOf, type Node } from "./node.ts";
import type { Said } from "./said.ts";
import type { SourceText } from "./source.ts";

/** One file as far as it could be read. */
export interface DefinitionFile {
  readonly path: string;
  readonly sha256: string;
  readonly source?: SourceText;
  readonly root?: Node;
  /** There when nothing is wrong with the file by itself; `root` then holds nothing of it any more. */
  readonly said?: Said;
}

/** A user's or profile's entry with the file it stands in. */
export interface Owned extends Entry {
  readonly file: DefinitionFile;
}

/** The parts of all files that must agree with each other. Read without trust: any part may still be wrong. */
export interface Outline {
  readonly files: readonly DefinitionFile[];
  readonly users: readonly Owned[];
  readonly profiles: readonly Owned[];
  /** Whether every file was read, so that what is not found does not exist. */
  readonly whole: boolean;
}

export function outlineOf(files: readonly DefinitionFile[], whole: boolean): Outline {
  return { files, users: owned(files, "users"), profiles: owned(files, "profiles"), whole };
}

/** Everything that may name profiles and fields: users, profiles, and the defaults of each file. */
export function bodiesOf({ files, users, profiles }: Outline): readonly Node[] {
  const defaults = files.map(({ root }) => entryOf(root, "defaults"));
  return [...defaults, ...profiles, ...users].flatMap((entry) => (entry ? [entry.value] : []));
}

function owned(files: readonly DefinitionFile[], key: string): readonly Owned[] {
  return files.flatMap((file) =>
    entriesOf(entryOf(file.root, key)?.value).map((entry) => {
      const { value, source, start, end } = entry;
      return { key: entry.key, value, source, start, end, file };
    }),
  );
}
