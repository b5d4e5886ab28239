import type { Files } from "../../../src/files.ts";
import type { FakeFiles } from "../../fake-files.ts";
import type { Life, LifeOptions, Place } from "./life.ts";

/** The files as one life of the program reaches them: everything takes a moment, and any of it may be the last that it does. */
export function diskOf(life: Life, { files, timeline, chance, onDisk }: LifeOptions): Files {
  const act = async <T>(place: Place, what: string, run: () => Promise<T>): Promise<T> => {
    if (!life.comesTo(place)) return life.forever();
    await new Promise<void>((resolve) => {
      timeline.after(MOMENT_MS * chance.next(), resolve);
    });
    if (!life.isAlive) return life.forever();
    onDisk(what);
    return run();
  };
  return {
    read: (path) => (life.isAlive ? files.read(path) : life.forever()),
    list: (folder) => (life.isAlive ? files.list(folder) : life.forever()),
    append: (path) =>
      act("file opened", `opens ${path}`, async () => {
        const appender = await files.append(path);
        return {
          write: (text) => act("file written", `appends ${text.trimEnd()}`, () => appender.write(text)),
          sync: () => act("file synced", `syncs ${path}`, () => appender.sync()),
          close: () => (life.isAlive ? appender.close() : life.forever()),
        };
      }),
    create: (path, text) => act("file made", `makes ${path}`, () => files.create(path, text)),
    replace: (path, text) => act("file replaced", `replaces ${path}`, () => files.replace(path, text)),
    remove: (path) => act("file removed", `removes ${path}`, () => files.remove(path)),
  };
}

/** No file operation takes longer than this. */
const MOMENT_MS = 3;

/** What is left on the disk after a death: all that is synced, and some of the rest. */
export function survivors(files: FakeFiles, kept: number): FakeFiles {
  return files.crash((unsynced) => Math.round(unsynced * kept));
}
