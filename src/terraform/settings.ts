import { z } from "zod";
import {
  burst,
  concurrency,
  duration,
  NotationError,
  rate,
  reserve,
  share,
  someDuration,
} from "../model/notation.ts";
import { RAILS } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import type { ApplyConfig, PinnedConfig, PlannedConfig } from "./config.ts";

const TEXT = z.string().min(1, { error: "Wanted: a text that is not empty." });
const SIZE = z.number().int().min(0);

/** Settings that are written as on the command line, and how they are read. */
export const NOTATIONS = {
  maxAge: duration,
  settle: duration,
  rate,
  budget: share,
  reserve,
  burst,
  concurrency,
  deadline: someDuration,
  verifyWait: duration,
  lockTimeout: duration,
} as const;

const APPLY = {
  ...written(NOTATIONS),
  approved: TEXT.optional(),
  redact: z.enum(["none", "values", "people"]).optional(),
  strictPins: z.boolean().optional(),
  region: TEXT.optional(),
  apiUrl: TEXT.optional(),
  loginUrl: TEXT.optional(),
  stateDir: TEXT.optional(),
} satisfies Record<keyof ApplyConfig, z.ZodType>;

const PINNED = z.strictObject({ plan: TEXT, ...APPLY } satisfies Record<keyof PinnedConfig, z.ZodType>);

const PLANNED = z.strictObject({
  definitions: z.union([TEXT, z.array(TEXT).min(1)]),
  select: z
    .array(TEXT)
    .min(1, { error: "Wanted: at least one glob; leave `select` out for everybody." })
    .optional(),
  accept: z.partialRecord(z.enum(RAILS), SIZE).optional(),
  maxChanges: SIZE.optional(),
  ...APPLY,
} satisfies Record<keyof PlannedConfig, z.ZodType>);

/** What is wrong with the settings of a pinned plan. An app in JavaScript has no compiler to say it. */
export function pinnedProblems(config: PinnedConfig): readonly Problem[] {
  return problemsIn(config, PINNED);
}

/** What is wrong with the settings of a plan made at synth. */
export function plannedProblems(config: PlannedConfig): readonly Problem[] {
  return problemsIn(config, PLANNED);
}

function problemsIn(config: object, schema: z.ZodObject): readonly Problem[] {
  const issues = schema.safeParse(config).error?.issues ?? [];
  return [...issues.map((issue) => problemOf(issue, config, schema)), ...approvalOfNothing(config)];
}

function problemOf(issue: z.core.$ZodIssue, config: object, schema: z.ZodObject): Problem {
  if (issue.code === "unrecognized_keys") {
    const fix = `Wanted: some of ${Object.keys(schema.shape).join(", ")}.`;
    return { code: "bad-setting", message: `There is no setting ${issue.keys.join(", ")}`, fix };
  }
  const path = issue.path.map(String).join(".");
  const value = issue.path.reduce<unknown>((found, step) => Object(found)[step], config);
  const found = value === undefined ? `${path} is missing` : `Cannot read ${path}: ${JSON.stringify(value)}`;
  return { code: "bad-setting", message: found, fix: issue.message };
}

/** `approved: process.env.APPROVED` must not approve everything where that is not set. */
function approvalOfNothing(config: object): readonly Problem[] {
  if (!("approved" in config) || config.approved !== undefined) return [];
  const fix = "Give it the review hash that was approved, or leave `approved` out";
  return [{ code: "bad-setting", message: "approved is there and has no value", fix }];
}

function written<Name extends string>(
  notations: Readonly<Record<Name, (text: string) => unknown>>,
): Record<Name, z.ZodType> {
  const schemas = Object.entries<(text: string) => unknown>(notations).map(([name, read]) => [
    name,
    notation(read),
  ]);
  return Object.fromEntries(schemas) as Record<Name, z.ZodType>;
}

/** A text, or a number, in a notation of the command line. */
function notation(read: (text: string) => unknown): z.ZodType {
  const written = z.union([z.string(), z.number()], { error: "Wanted: a text or a number." });
  return written.optional().superRefine((value, context) => {
    try {
      if (value !== undefined) read(String(value));
    } catch (error) {
      if (!(error instanceof NotationError)) throw error;
      context.addIssue({ code: "custom", message: error.message });
    }
  });
}
