import type { Self } from "../edges.ts";
import type { Files } from "../files.ts";
import { inWords } from "./locked.ts";
import { isDead, parseOwner } from "./owner.ts";
import { locksFolder } from "./places.ts";
import { withFile } from "./state-dir-error.ts";

/** A lock that somebody holds, or has left behind. */
export interface LockSeen {
  readonly path: string;
  /** In words. */
  readonly owner: string;
  /** Its process is gone, so that the next run takes it over. */
  readonly dead: boolean;
}

/** All locks of a state dir, of whatever organisation. */
export async function locksIn(files: Files, self: Self, stateDir: string): Promise<readonly LockSeen[]> {
  const folder = locksFolder(stateDir);
  const names = await withFile("read", folder, () => files.list(folder));
  const paths = names.filter((name) => name.endsWith(".json")).map((name) => `${folder}/${name}`);
  const seen = paths.map(async (path): Promise<readonly LockSeen[]> => {
    const text = await withFile("read", path, () => files.read(path));
    if (text === undefined) return [];
    const owner = parseOwner(text);
    if (!owner) return [{ path, owner: "a file that no gus wrote", dead: false }];
    return [{ path, owner: inWords(owner), dead: isDead(owner, self) }];
  });
  return (await Promise.all(seen)).flat();
}
