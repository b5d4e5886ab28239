import type { Result } from "../../model/outcome.ts";
import { resumeCommand, undoCommand } from "../ways-on.ts";
import { command } from "./figures.ts";
import type { Markup } from "./markup.ts";
import { section } from "./page.ts";

/** What can be done with a run, as commands to paste where its state dir is. */
export function resultWaysOn(result: Result): Markup {
  return section(
    "on",
    "How to go on",
    command("To go on with this run:", resumeCommand(result)),
    command("To plan the way back from what this run wrote:", undoCommand(result)),
  );
}
