import type { Plan } from "./plan.ts";

export interface Exit {
  readonly code: number;
  readonly name: string;
  /** One sentence for help, README and reports. */
  readonly meaning: string;
}

/** Every way a run of gus ends. Help, README and tests are made from this table. */
export const EXIT = {
  0: { code: 0, name: "clean", meaning: "Nothing to do, or everything done." },
  1: {
    code: 1,
    name: "refused",
    meaning: "Usage, definitions, credentials or network are at fault; nothing was written.",
  },
  2: {
    code: 2,
    name: "differences",
    meaning:
      "Live users differ from the definitions (drift, or only new drift with --fail-on new; plan with --detailed-exitcode).",
  },
  3: {
    code: 3,
    name: "incomplete",
    meaning: "The run ended, but something failed, was held, skipped, not persisted or could not be read.",
  },
  4: {
    code: 4,
    name: "rail",
    meaning: "The plan is larger than a rail allows; review it and accept the size, or narrow the change.",
  },
  5: {
    code: 5,
    name: "not-approved",
    meaning:
      "This is not the plan that was approved: hash mismatch, other organisation, unknown major format, or too old.",
  },
  6: { code: 6, name: "stopped", meaning: "Stopped before the end; run the same command again to go on." },
  130: {
    code: 130,
    name: "interrupted",
    meaning:
      "Interrupted by Ctrl-C; where an apply had begun, its result was written, unless a second one ended it at once.",
  },
  143: {
    code: 143,
    name: "terminated",
    meaning:
      "Ended by SIGTERM; where an apply had begun, its result was written, unless a second one ended it at once.",
  },
} as const satisfies Readonly<Record<number, Exit>>;

export type ExitCode = keyof typeof EXIT;

/** The first of these that a run has earned is its exit code. */
const ORDER: readonly ExitCode[] = [130, 143, 1, 5, 4, 6, 3, 2, 0];

/** What a plan or drift document earns; differences count only where they are asked for. */
export function exitOfPlan(
  {
    operations,
    differences,
    rails,
    complete,
    known,
  }: Pick<Plan, "operations" | "differences" | "rails" | "complete" | "known">,
  detailed: boolean,
): ExitCode {
  const counting = known?.failOn === "new" ? differences.filter(({ age }) => age === "new") : differences;
  const differs = operations.length > 0 || counting.length > 0;
  return worstExit([
    ...(rails.some(({ verdict }) => verdict === "stands") ? [4 as const] : []),
    ...(complete ? [] : [3 as const]),
    ...(detailed && differs ? [2 as const] : []),
  ]);
}

/** The one code for a run in which several things happened; 0 when nothing did. */
export function worstExit(codes: readonly ExitCode[]): ExitCode {
  return ORDER.find((code) => codes.includes(code)) ?? 0;
}
