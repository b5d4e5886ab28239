import type { Check } from "../model/checkup.ts";
import { failed, ok, warning } from "./check.ts";
import type { StateDirSeen } from "./seen.ts";

/** Whether runs can be kept, somebody holds a lock, and a run waits for its end. */
export function judgeStateDir({ path, trouble, locks, open }: StateDirSeen): readonly Check[] {
  if (trouble !== undefined)
    return [failed("state-dir", trouble, "Make it writable, or name another folder with --state-dir")];
  return [ok("state-dir", `Runs are kept in ${path}`), ...locks.map(judgeLock), ...open.map(judgeRun)];
}

function judgeLock({ path, owner, dead }: StateDirSeen["locks"][number]): Check {
  if (dead)
    return ok("lock", `${path} is left over from ${owner}, which is gone; the next run takes it over`);
  return warning(
    "lock",
    `${path} is held by ${owner}`,
    `Wait for that run to end; delete the file once no gus runs there any more`,
  );
}

function judgeRun({ run, org, at }: StateDirSeen["open"][number]): Check {
  return warning(
    "runs",
    `The newest run in ${org} (${run}, ${at}) did not come to its end`,
    `Go on with \`gus apply --resume ${run}\`, or turn it back with \`gus rollback ${run}\``,
  );
}
