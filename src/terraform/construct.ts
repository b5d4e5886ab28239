import { rmSync } from "node:fs";
import { resolve } from "node:path";
import type { Construct } from "constructs";
import { countsOf, type PlannedCounts } from "../review/stack-input.ts";
import { whenWritten, writePrivately } from "./beside-stack.ts";
import { clashes, sharedTwice } from "./clashes.ts";
import type { PinnedConfig, PlannedConfig } from "./config.ts";
import { constructs } from "./peers.ts";
import { type MadePlan, planAtSynth, sharedPlan } from "./plan-at-synth.ts";
import { judge, storedPlan } from "./plan-source.ts";
import { addOutputs, addWarnings, planFile, planResource } from "./resource.ts";
import { pinnedProblems, plannedProblems } from "./settings.ts";
import { stateDirOf } from "./state-dir.ts";
import { type AppSurroundings, appSurroundings } from "./surroundings.ts";
import { failOn, leaving } from "./synth-error.ts";

/** Plans that were made at synth, by the settings that stand for them. */
const MADE = new WeakMap<PinnedConfig, MadePlan>();

/**
 * User state of one organisation, as a reviewed plan that `terraform apply` executes as it stands.
 *
 * Emits one `terraform_data` whose input reads like a review, and which runs `gus apply` when the plan is another one than before. A plan
 * without operations changes nothing. Destroying it, or taking it out of the stack, changes nobody.
 */
export class GenesysUserState extends constructs.Construct {
  /** The file that the plan came from; absent when it was made at synth and is stored beside the stack alone. */
  readonly planPath: string | undefined;
  /** sha256 over the plan, but for when and with what it was made. */
  readonly planHash: string;
  /** sha256 over what a reviewer sees: users, fields, values before and after. */
  readonly reviewHash: string;
  /** Users to update, to deactivate and to activate; API calls; estimated seconds. */
  readonly counts: PlannedCounts;
  /** What names the resource in Terraform. */
  readonly resourceId: string;

  /**
   * Pins a plan that was made by `gus plan --out`. Reads nothing but that file. Throws SynthError when `gus apply` would refuse the plan: it
   * was changed, is not the approved one, a rail stands …
   */
  constructor(scope: Construct, id: string, config: PinnedConfig) {
    super(scope, id);
    try {
      const app = appSurroundings();
      const { plan, text, path } = accepted(config, app);
      this.planPath = path;
      this.planHash = plan.planHash;
      this.reviewHash = plan.reviewHash;
      this.counts = countsOf(plan);
      const resource = planResource(this, { plan, text, config, stateDir: stateDirOf(config, app.cwd) });
      this.resourceId = resource.friendlyUniqueId;
      failOn(clashes(this, GenesysUserState));
      addOutputs(this, resource);
      addWarnings(this, plan, config);
      const file = planFile(resource);
      if (plan.operations.length > 0) whenWritten(this, () => writePrivately(file, text));
      else if (file !== path) whenWritten(this, () => rmSync(file, { force: true }));
    } catch (error) {
      throw leaving(this.node.path, error);
    }
  }

  /**
   * Plans against live users while the stack is synthesised, or takes the plan that GUS_PLAN names, so that `cdktf diff` and `cdktf deploy` see
   * one plan. Rejects with SynthError when no plan can be made, or when it cannot be applied.
   */
  static async planned(scope: Construct, id: string, config: PlannedConfig): Promise<GenesysUserState> {
    try {
      const app = appSurroundings();
      failOn([...plannedProblems(config), ...sharedTwice(scope, sharedPlan(app), GenesysUserState)]);
      const made = await planAtSynth(config, app);
      const { definitions: _asked, select: _select, accept: _accept, maxChanges: _most, ...apply } = config;
      const pinned = { ...apply, plan: made.path ?? "made at synth" };
      MADE.set(pinned, made);
      return new this(scope, id, pinned);
    } catch (error) {
      throw leaving(`${scope.node.path}/${id}`, error);
    }
  }
}

/** The plan, if it may be pinned. */
function accepted(config: PinnedConfig, { cwd, edges }: AppSurroundings): MadePlan {
  failOn(pinnedProblems(config));
  const made = MADE.get(config) ?? { ...storedPlan(config.plan, cwd), path: resolve(cwd, config.plan) };
  judge(made.plan, config, edges);
  return made;
}
