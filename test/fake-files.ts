import type { Files } from "../src/files.ts";

export interface FakeFiles extends Files {
  /** Every file with its text, as a reader finds it now. */
  readonly texts: () => ReadonlyMap<string, string>;
  /**
   * The machine stops: what was not synced is lost, but for the first characters of each file's unsynced rest that `kept` lets through,
   * given how many there are.
   */
  crash(kept?: (unsynced: number) => number): FakeFiles;
}

interface Stored {
  text: string;
  /** How much of the text is synced. */
  synced: number;
}

/** Files in memory that know what is synced. */
export function fakeFiles(initial: ReadonlyMap<string, string> = new Map()): FakeFiles {
  const files = new Map<string, Stored>();
  const put = (path: string, text: string) => files.set(path, { text, synced: text.length });
  for (const [path, text] of initial) put(path, text);
  return {
    read: async (path) => files.get(path)?.text,
    readStart: async (path, bytes) => {
      const text = files.get(path)?.text;
      return text === undefined ? undefined : Buffer.from(text).subarray(0, bytes).toString("utf8");
    },
    list: async (folder) => {
      const inside = [...files.keys()].filter((path) => path.startsWith(`${folder}/`));
      return [...new Set(inside.map((path) => path.slice(folder.length + 1).split("/")[0] ?? ""))].toSorted();
    },
    append: async (path) => {
      const file = files.get(path) ?? { text: "", synced: 0 };
      files.set(path, file);
      return {
        write: async (text) => {
          file.text += text;
        },
        sync: async () => {
          file.synced = file.text.length;
        },
        close: async () => undefined,
      };
    },
    create: async (path, text) => {
      if (files.has(path)) return false;
      put(path, text);
      return true;
    },
    replace: async (path, text) => void put(path, text),
    remove: async (path) => void files.delete(path),
    tryFolder: async () => undefined,
    texts: () => new Map([...files].map(([path, { text }]) => [path, text])),
    crash: (kept = () => 0) =>
      fakeFiles(
        new Map(
          [...files].map(([path, { text, synced }]) => [
            path,
            text.slice(0, synced + kept(text.length - synced)),
          ]),
        ),
      ),
  };
}
