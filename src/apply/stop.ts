import { GenesysError, StopError } from "../genesys/errors.ts";
import type { ExitCode } from "../model/exit.ts";

/** Why a run ended before its end. */
export interface Stop {
  readonly code: string;
  readonly message: string;
  readonly exit: ExitCode;
}

/** Stops that come of the limit: going on later helps, even when nothing was written yet. */
const LATER = ["throttled-too-long", "throttle-episodes"];

/** Turns what ended a run into words and an exit code; rethrows what is a bug. */
export function stopOf(error: unknown, wrote: boolean, interrupted: ExitCode | undefined): Stop {
  if (interrupted !== undefined)
    return { code: "interrupted", message: "Interrupted: no new calls were made", exit: interrupted };
  if (error instanceof StopError) {
    const exit = wrote || LATER.includes(error.code) ? 6 : 1;
    return { code: error.code, message: `${error.message} ${error.fix}`, exit };
  }
  if (error instanceof GenesysError)
    return { code: "read-refused", message: error.message, exit: wrote ? 6 : 1 };
  throw error;
}
