import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Edges } from "../edges.ts";
import { whyNot } from "../files.ts";
import { duration } from "../model/notation.ts";
import type { Plan } from "../model/plan.ts";
import type { Answer } from "../pipeline/answer.ts";
import { reasonsToRefuse } from "../pipeline/refuse-plan.ts";
import { readPlan, show } from "../pipeline/show.ts";
import { redactPlan } from "../review/redact.ts";
import type { ApplyConfig } from "./config.ts";
import { redactionOf } from "./flags.ts";
import { SynthError } from "./synth-error.ts";

/** A plan with the bytes that stand for it on disk. */
export interface StoredPlan {
  readonly plan: Plan;
  readonly text: string;
}

/** The plan of a file. Throws SynthError when it cannot be read or is not as it was made. */
export function storedPlan(path: string, cwd: string): StoredPlan {
  const text = textOf(path, cwd);
  const read = readPlan(text, path);
  if (!read.ok) throw new SynthError(read.problems, read.warnings);
  return { plan: read.value, text };
}

/** Throws SynthError when `gus apply` would refuse the plan: a rail stands, it is not the approved one, it is too old … */
export function judge(plan: Plan, config: ApplyConfig, edges: Edges): void {
  const { approved, maxAge } = config;
  const asked = {
    redact: redactionOf(config),
    ...(approved === undefined ? {} : { approved }),
    ...ageOf(maxAge),
  };
  const refused: Answer<never> | undefined = reasonsToRefuse({ plan, edges, ...asked });
  if (!refused || refused.ok) return;
  const shown = plan.redacted === "none" ? redactPlan(plan, redactionOf(config)) : plan;
  throw new SynthError(refused.problems, refused.warnings, show({ document: shown, format: "text" }));
}

function ageOf(maxAge: string | undefined): { readonly maxAgeMs?: number } {
  return maxAge === undefined ? {} : { maxAgeMs: duration(maxAge) };
}

function textOf(path: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, path), "utf8");
  } catch (error) {
    const message = `Cannot read the plan ${path}: ${whyNot(error)}`;
    throw new SynthError([{ code: "no-such-file", message, fix: "Make it with `gus plan --out`" }]);
  }
}
