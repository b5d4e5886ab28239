import type { Problem, Warning } from "../model/problem.ts";
import { renderProblems } from "../review/problems.ts";

/** Ends the synth. Says every problem in full, without a stack: it is the user who can do something about it. */
export class SynthError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], warnings: readonly Warning[] = [], shown = "") {
    super(`${shown}${shown && "\n"}${renderProblems(problems, warnings, { color: false })}`);
    this.name = "SynthError";
    this.problems = problems;
    this.stack = this.message;
  }
}

export function failOn(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new SynthError(problems);
}
