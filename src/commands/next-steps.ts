import type { Result } from "../model/outcome.ts";
import { type ConnectionFlags, STATE_DIR } from "./options.ts";

/** Exit codes of runs that somebody may want to go on with. */
const STOPPED = [6, 130, 143];

/** What can be done with a run that has ended, as commands to paste. */
export function nextSteps(
  { run, exitCode, summary }: Result,
  { stateDir }: Pick<ConnectionFlags, "stateDir">,
): readonly string[] {
  const where = stateDir === STATE_DIR ? "" : ` --state-dir ${quoted(stateDir)}`;
  return [
    ...(STOPPED.includes(exitCode) ? [`To go on: gus apply --resume ${run}${where}`] : []),
    ...(summary.applied > 0 ? [`To undo: gus rollback ${run}${where} --out rollback.json`] : []),
  ];
}

function quoted(path: string): string {
  return /^[\w./:@%+=-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
