import type { Result } from "../model/outcome.ts";
import { shellWord } from "../model/shell-word.ts";
import { resumeCommand, undoCommand } from "../review/ways-on.ts";
import { type ConnectionFlags, STATE_DIR } from "./flags/connection.ts";

/** What can be done with a run that has ended, as commands to paste. */
export function nextSteps(
  result: Result,
  { stateDir }: Pick<ConnectionFlags, "stateDir">,
): readonly string[] {
  const where = stateDir === STATE_DIR ? "" : ` --state-dir ${shellWord(stateDir)}`;
  const [resume, undo] = [resumeCommand(result, where), undoCommand(result, where)];
  return [
    ...(resume === undefined ? [] : [`To go on: ${resume}`]),
    ...(undo === undefined ? [] : [`To undo: ${undo}`]),
  ];
}
