import type { Problem, Warning } from "../model/problem.ts";
import { renderProblems } from "../review/problems.ts";

/** Ends the synth. Says every problem in full, and the construct in place of a stack: it is the user who can do something about it. */
export class SynthError extends Error {
  readonly #problems: readonly Problem[];

  constructor(problems: readonly Problem[], warnings: readonly Warning[] = [], shown = "") {
    super(`${shown}${shown && "\n"}${renderProblems(problems, warnings, { color: false })}`.trimEnd());
    this.#problems = problems;
    this.stack = this.message;
  }

  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** Says which construct it was. Node prints a message as it is only above a line like those of a stack. */
  in(constructPath: string): this {
    this.stack = `${this.message}\n    at ${constructPath} (GenesysUserState)`;
    return this;
  }
}

export function failOn(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new SynthError(problems);
}

/** An error on its way out of a construct. */
export function leaving(constructPath: string, error: unknown): unknown {
  return error instanceof SynthError ? error.in(constructPath) : error;
}
