import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Plan } from "../model/plan.ts";
import { present } from "../model/present.ts";
import { plan } from "../pipeline/plan.ts";
import { show } from "../pipeline/show.ts";
import { validate } from "../pipeline/validate.ts";
import { writePrivately } from "./beside-stack.ts";
import type { PlannedConfig } from "./config.ts";
import { connectionOf, settleOf } from "./flags.ts";
import { judge, type StoredPlan, storedPlan } from "./plan-source.ts";
import { stateDirOf } from "./state-dir.ts";
import type { AppSurroundings } from "./surroundings.ts";
import { SynthError } from "./synth-error.ts";

/** Names the file that diff and deploy share: made by the first that finds none, and taken by the other. */
const GUS_PLAN = "GUS_PLAN";

/** A plan for one construct, and the file that it came from or was stored in, if it was. */
export interface MadePlan extends StoredPlan {
  readonly path?: string;
}

/**
 * What GUS_PLAN names, if it is there; else a plan made now against live users, stored under that name if one is given. Only reads from
 * Genesys, and stores nothing that cannot be applied. Throws SynthError with every problem.
 */
export async function planAtSynth(config: PlannedConfig, app: AppSurroundings): Promise<MadePlan> {
  const path = sharedPlan(app);
  if (path && existsSync(path)) {
    const stored = storedPlan(path, app.cwd);
    await judgeOrigin(stored.plan, app.edges.env[GUS_PLAN] ?? path, config, app);
    return { ...stored, path };
  }
  const plan = await planNow(config, app);
  judge(plan, config, app.edges);
  const text = show({ document: plan, format: "json" });
  if (path) writePrivately(path, text);
  return { plan, text, ...(path ? { path } : {}) };
}

/** The file that GUS_PLAN names. */
export function sharedPlan({ cwd, edges }: AppSurroundings): string | undefined {
  const named = edges.env[GUS_PLAN];
  return named ? resolve(cwd, named) : undefined;
}

async function planNow(config: PlannedConfig, app: AppSurroundings): Promise<Plan> {
  const { select, accept = {}, maxChanges } = config;
  const made = await plan({
    paths: pathsOf(config),
    cwd: app.cwd,
    edges: app.edges,
    onEvent: () => undefined,
    connection: { ...connectionOf(config), stateDir: stateDirOf(config, app.cwd) },
    accept: Object.entries(accept).map(([rule, upTo]) => ({
      rule: rule as Rule,
      upTo,
      by: "accept of the stack",
    })),
    ...settleOf(config),
    ...present({ select, maxChanges }),
  });
  if (!made.ok) throw new SynthError(made.problems, made.warnings);
  return made.value;
}

type Rule = keyof NonNullable<PlannedConfig["accept"]>;

/** A plan that lies there from another day must not pass for one of these definitions. */
async function judgeOrigin(
  { source, selection }: Plan,
  named: string,
  config: PlannedConfig,
  { cwd }: AppSurroundings,
): Promise<void> {
  const found = await validate({ paths: pathsOf(config), cwd });
  if (!found.ok) throw new SynthError(found.problems, found.warnings);
  const same = hashes(source.files) === hashes(found.value.files);
  if (same && String(selection) === String(config.select ?? [])) return;
  const message = `The plan that ${GUS_PLAN} names, ${named}, was made from other definitions or for other users`;
  throw new SynthError([
    { code: "plan-of-other-definitions", message, fix: `Delete ${named} to plan again` },
  ]);
}

function hashes(files: Plan["source"]["files"]): string {
  return String(files.map(({ sha256 }) => sha256).toSorted());
}

function pathsOf({ definitions }: PlannedConfig): readonly string[] {
  return typeof definitions === "string" ? [definitions] : definitions;
}
