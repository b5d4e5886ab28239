import { GenesysError, StopError } from "../genesys/errors.ts";
import { StateDirError } from "../journal/state-dir-error.ts";
import type { ExitCode } from "../model/exit.ts";

/** Why a run ended before its end. */
export interface Stop {
  readonly code: string;
  readonly message: string;
  readonly exit: ExitCode;
}

/** Stops that come of the time or the limit: going on later helps, even when nothing was written yet. */
const LATER = ["throttled-too-long", "throttle-episodes", "rate-too-low", "breaker", "deadline"];

/** Turns what ended a run into words and an exit code. Whatever it was, the record of what was done must reach its reader. */
export function stopOf(error: unknown, wrote: boolean, interrupted: ExitCode | undefined): Stop {
  if (interrupted !== undefined) {
    return { code: "interrupted", message: "Ctrl-C or SIGTERM ended the run", exit: interrupted };
  }
  if (error instanceof StopError) {
    const exit = wrote || LATER.includes(error.code) ? 6 : 1;
    return { code: error.code, message: `${error.message} ${error.fix}`, exit };
  }
  if (error instanceof StateDirError) {
    return { code: error.code, message: `${error.message}. ${error.fix}`, exit: wrote ? 6 : 1 };
  }
  if (error instanceof GenesysError) {
    return { code: "read-refused", message: error.message, exit: wrote ? 6 : 1 };
  }
  const found = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { code: "bug", message: `gus met a case it does not know; please report it: ${found}`, exit: 6 };
}
