import type { ExitCode } from "../../model/exit.ts";

/** Takes the exit code that a command came to. */
export type Done = (exit: ExitCode) => void;
