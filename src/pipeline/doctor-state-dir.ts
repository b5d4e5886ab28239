import type { StateDirSeen } from "../doctor/seen.ts";
import type { Edges } from "../edges.ts";
import { locksIn } from "../journal/locks.ts";
import { openRuns } from "../journal/runs.ts";
import { StateDirError, withFile } from "../journal/state-dir-error.ts";

/** Whether a state dir can be written, and what it says of locks and runs. Leaves nothing behind. */
export async function lookAtStateDir(
  { files, self }: Pick<Edges, "files" | "self">,
  path: string,
): Promise<StateDirSeen> {
  const none = { path, locks: [], open: [] };
  try {
    await withFile("write", path, () => files.tryFolder(path));
    const locks = await locksIn(files, self, path);
    const open = await openRuns(files, path);
    return { path, locks, open: open.map(({ run, org, at }) => ({ run, org: org.name, at })) };
  } catch (error) {
    if (error instanceof StateDirError) return { ...none, trouble: error.message };
    throw error;
  }
}
