/** A place in a definition file. Lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The whole source line, for the caret. */
  readonly text?: string;
  /** How many characters the caret underlines; 1 when absent. */
  readonly length?: number;
}

/**
 * Something wrong with the input or against policy. Problems are values: they are collected and shown together.
 * `code` is stable, `message` says what was found and wanted, `fix` says what to do now.
 */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  readonly at?: Place;
}

/** Something a reader should know although nothing is wrong enough to stop. */
export type Warning = Problem;

/** Either a whole value, perhaps with warnings, or every problem found. Never half of each. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly Warning[] }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly warnings: readonly Warning[] };

export function good<T>(value: T, warnings: readonly Warning[] = []): Checked<T> {
  return { ok: true, value, warnings };
}

export function bad(problems: readonly Problem[], warnings: readonly Warning[] = []): Checked<never> {
  return { ok: false, problems, warnings };
}

/** All that was found, in the order in which it was found. */
export interface Findings {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}
