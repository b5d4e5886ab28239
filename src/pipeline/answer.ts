import { GenesysError, StopError } from "../genesys/errors.ts";
import { StateDirError } from "../journal/state-dir-error.ts";
import type { ExitCode } from "../model/exit.ts";
import type { Checked, Problem, Warning } from "../model/problem.ts";

/** What a library call comes to: a value, or every problem with the exit code it earns. Nothing was written in the second case. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly Warning[] }
  | {
      readonly ok: false;
      readonly exit: ExitCode;
      readonly problems: readonly Problem[];
      readonly warnings: readonly Warning[];
    };

export function answer<T>(value: T, warnings: readonly Warning[] = []): Answer<T> {
  return { ok: true, value, warnings };
}

export function refusal(
  exit: ExitCode,
  problems: readonly Problem[],
  warnings: readonly Warning[] = [],
): Answer<never> {
  return { ok: false, exit, problems, warnings };
}

export function fromChecked<T>(checked: Checked<T>): Answer<T> {
  return checked.ok ? checked : { ...checked, exit: 1 };
}

/** Why an interrupted run ended; the reason of an AbortSignal that gus is given. */
export class Interrupted extends Error {
  readonly exit: ExitCode;

  constructor(exit: 130 | 143) {
    super("Interrupted");
    this.exit = exit;
  }
}

/** The exit code of an interruption; undefined when there was none. An abort without a reason of ours counts as Ctrl-C. */
export function interruption(signal: AbortSignal): ExitCode | undefined {
  // A deadline aborts as well; that is a stop, and no interruption.
  if (!signal.aborted || signal.reason instanceof StopError) return undefined;
  return signal.reason instanceof Interrupted ? signal.reason.exit : 130;
}

/** Limits that a later run does not meet: going on later helps. */
const LATER = ["throttled-too-long", "throttle-episodes", "deadline"];

/** An error of the world as an answer, for calls that only read; rethrows what is a bug. */
export function fromError(error: unknown, signal?: AbortSignal): Answer<never> {
  const interrupted = signal && interruption(signal);
  if (interrupted !== undefined) {
    return refusal(interrupted, [
      { code: "interrupted", message: "Interrupted; nothing was written", fix: "Run it again" },
    ]);
  }
  if (error instanceof StopError) {
    const { code, message, fix } = error;
    return refusal(LATER.includes(code) ? 6 : 1, [{ code, message, fix }]);
  }
  if (error instanceof StateDirError) {
    const { code, message, fix } = error;
    return refusal(1, [{ code, message, fix }]);
  }
  if (error instanceof GenesysError) {
    const fix =
      error.status === 403
        ? "Give this client's role the permission"
        : "Look the correlation id up with Genesys support";
    return refusal(1, [{ code: "api-refused", message: error.message, fix }]);
  }
  throw error;
}
