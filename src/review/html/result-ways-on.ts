import type { Result } from "../../model/outcome.ts";
import { command } from "./figures.ts";
import type { Markup } from "./markup.ts";
import { section } from "./page.ts";

/** Exit codes of runs that somebody may want to go on with. */
const STOPPED = [6, 130, 143];

/** What can be done with a run, as commands to paste where its state dir is. */
export function resultWaysOn({ run, exitCode, summary }: Result): Markup {
  return section(
    "on",
    "How to go on",
    STOPPED.includes(exitCode) ? command("To go on with this run:", `gus apply --resume ${run}`) : undefined,
    summary.applied > 0
      ? command("To plan the way back from what this run wrote:", `gus rollback ${run} --out rollback.json`)
      : undefined,
  );
}
