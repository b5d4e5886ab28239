import { randomUUID } from "node:crypto";
import { type FileHandle, link, mkdir, open, readdir, readFile, rename, rm, rmdir } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";

/**
 * The files that a run keeps of itself. They name people, so only their owner may read them: files are made with mode 0600, folders with
 * 0700. What was written survives the end of the machine only once it is synced.
 */
export interface Files {
  /** The text of a file; undefined when there is none. */
  read(path: string): Promise<string | undefined>;
  /** The text in the first bytes of a file; undefined when there is none. */
  readStart(path: string, bytes: number): Promise<string | undefined>;
  /** The names in a folder, sorted; none when there is no folder. */
  list(folder: string): Promise<readonly string[]>;
  /** Opens a file for adding to its end; makes it when there is none. */
  append(path: string): Promise<Appender>;
  /** Makes a file that must not be there yet, whole and synced. Answers false, and leaves it alone, when it is. */
  create(path: string, text: string): Promise<boolean>;
  /** Puts a text in the place of what is there: whole and synced, or not at all. */
  replace(path: string, text: string): Promise<void>;
  /** Takes a file away, if it is there. */
  remove(path: string): Promise<void>;
  /** Resolves if files can be made in a folder, which need not be there; rejects as making one would. Leaves neither file nor folder behind. */
  tryFolder(folder: string): Promise<void>;
}

export interface Appender {
  write(text: string): Promise<void>;
  /** Resolves when everything written so far would survive the end of the machine. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

const PRIVATE = 0o600;

export const systemFiles: Files = {
  read: (path) => readFile(path, "utf8").catch(ifThere(undefined)),
  readStart: (path, bytes) => readBytes(path, bytes).catch(ifThere(undefined)),
  list: async (folder) => (await readdir(folder).catch(ifThere([]))).toSorted(),
  append: async (path) => {
    const handle = await openPrivate(path, "a");
    await syncFolder(path);
    return {
      write: (text) => handle.appendFile(text),
      sync: () => handle.datasync(),
      close: () => handle.close(),
    };
  },
  create: async (path, text) => {
    // A reader must never find it half written, so it is written beside and linked into its place.
    const draft = draftOf(path);
    try {
      await writeWhole(draft, text);
      const made = await linkNew(draft, path);
      await syncFolder(path);
      return made;
    } finally {
      await rm(draft, { force: true });
    }
  },
  replace: async (path, text) => {
    const draft = draftOf(path);
    try {
      await writeWhole(draft, text);
      await rename(draft, path);
      await syncFolder(path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  },
  remove: (path) => rm(path, { force: true }),
  tryFolder: async (folder) => {
    const top = await mkdir(folder, { recursive: true, mode: 0o700 });
    const trial = draftOf(join(folder, "trial"));
    try {
      await writeWhole(trial, "");
    } finally {
      await rm(trial, { force: true });
      if (top !== undefined) await removeEmpty(folder, top);
    }
  },
};

/** Takes folders away from the innermost up to `top`, as long as nobody has put anything into them. */
async function removeEmpty(folder: string, top: string): Promise<void> {
  const inside = relative(top, folder).split(sep).filter(Boolean);
  const folders = [top, ...inside.map((_name, index) => join(top, ...inside.slice(0, index + 1)))];
  for (const one of folders.toReversed()) {
    const gone = await rmdir(one).then(
      () => true,
      () => false,
    );
    if (!gone) return;
  }
}

/** A name of its own for each text, since two may be on their way to one path, from two machines even. */
function draftOf(path: string): string {
  return `${path}.${randomUUID()}.part`;
}

async function readBytes(path: string, bytes: number): Promise<string> {
  const handle = await open(path, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  const handle = await openPrivate(path, "w");
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function openPrivate(path: string, flags: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  return open(path, flags, PRIVATE);
}

/** That a file is there is kept in its folder. Where folders cannot be synced, the system looks after that. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), "r").catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

async function linkNew(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EISDIR: "it is a folder",
  ENOTDIR: "part of the path is a file",
  EEXIST: "part of the path is a file",
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
};

/** Why a file could not be read or written, in words that follow "Cannot read PATH: ". */
export function whyNot(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return WORDS[code] ?? (error instanceof Error ? error.message : String(error));
}

function ifThere<T>(otherwise: T): (error: unknown) => T {
  return (error) => {
    if (codeOf(error) === "ENOENT") return otherwise;
    throw error;
  };
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
