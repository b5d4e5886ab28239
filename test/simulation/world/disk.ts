import type { Appender, Files } from "../../../src/files.ts";
import type { FakeFiles } from "../../fake-files.ts";
import type { Life, LifeOptions, Place } from "./life.ts";

/** The files as one life of the program reaches them: everything takes a moment, and any of it may be the last that it does. */
export function diskOf(life: Life, options: LifeOptions): Files {
  const { files, timeline, chance, onDisk } = options;
  const act = async <T>(place: Place, what: string, run: () => Promise<T>): Promise<T> => {
    if (!life.comesTo(place)) return life.forever();
    await new Promise<void>((resolve) => {
      timeline.after(MOMENT_MS * chance.next(), resolve);
    });
    if (!life.isAlive) return life.forever();
    onDisk(what);
    return run();
  };
  /** Whoever dies while writing may have written a part. */
  const write = (appender: Appender, text: string) => {
    const part = text.slice(0, Math.round(text.length * (options.death?.torn ?? 0)));
    if (life.isAboutToDie("file written")) void appender.write(part);
    return act("file written", `appends ${text.trimEnd()}`, () => appender.write(text));
  };
  return {
    read: (path) => (life.isAlive ? files.read(path) : life.forever()),
    readStart: (path, bytes) => (life.isAlive ? files.readStart(path, bytes) : life.forever()),
    list: (folder) => (life.isAlive ? files.list(folder) : life.forever()),
    append: (path) =>
      act("file opened", `opens ${path}`, async () => {
        const appender = await files.append(path);
        return {
          write: (text) => write(appender, text),
          sync: () => act("file synced", `syncs ${path}`, () => appender.sync()),
          close: () => (life.isAlive ? appender.close() : life.forever()),
        };
      }),
    create: (path, text) => act("file made", `makes ${path}`, () => files.create(path, text)),
    replace: (path, text) => act("file replaced", `replaces ${path}`, () => files.replace(path, text)),
    remove: (path) => act("file removed", `removes ${path}`, () => files.remove(path)),
    tryFolder: (folder) => (life.isAlive ? files.tryFolder(folder) : life.forever()),
  };
}

/** No file operation takes longer than this. */
const MOMENT_MS = 3;
/** What a call writes down before it leaves takes no longer than this, in file operations of its own and of those before it. */
export const KEEPING_MS = 8 * MOMENT_MS;

/** What is left on the disk after a death: all of it when the process died, all that was synced and some of the rest when the machine did. */
export function survivors(files: FakeFiles, kept: number): FakeFiles {
  if (kept === 1) return files;
  return files.crash((unsynced) => Math.round(unsynced * kept));
}
