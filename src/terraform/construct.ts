import { rmSync } from "node:fs";
import { resolve } from "node:path";
import type { Construct } from "constructs";
import type { Problem } from "../model/problem.ts";
import { countsOf, type StackInput } from "../review/stack-input.ts";
import { planFile, whenWritten, writePrivately } from "./beside-stack.ts";
import type { PinnedConfig, PlannedConfig } from "./config.ts";
import { settingProblems } from "./flags.ts";
import { constructs } from "./peers.ts";
import { planAtSynth } from "./plan-at-synth.ts";
import { judge, type StoredPlan, storedPlan } from "./plan-source.ts";
import { addOutputs, addWarnings, planResource } from "./resource.ts";
import { stateDirOf } from "./state-dir.ts";
import { type AppSurroundings, appSurroundings } from "./surroundings.ts";
import { failOn, leaving } from "./synth-error.ts";

/**
 * User state of one organisation, as a reviewed plan that `terraform apply` executes as it stands.
 *
 * Emits one `terraform_data` whose input reads like a review, and which runs `gus apply` when the plan is another one than before. A plan
 * without operations changes nothing. Destroying it, or taking it out of the stack, changes nobody.
 */
export class GenesysUserState extends constructs.Construct {
  /** The plan file as it was given, as an absolute path. */
  readonly planPath: string;
  /** sha256 over the plan, but for when and with what it was made. */
  readonly planHash: string;
  /** sha256 over what a reviewer sees: users, fields, values before and after. */
  readonly reviewHash: string;
  /** Users to update, to deactivate and to activate; API calls; estimated seconds. */
  readonly planned: StackInput["planned"];

  /**
   * Pins a plan that was made by `gus plan --out`. Reads nothing but that file. Throws SynthError when `gus apply` would refuse the plan: it
   * was changed, is not the approved one, a rail stands …
   */
  constructor(scope: Construct, id: string, config: PinnedConfig) {
    super(scope, id);
    const app = appSurroundings();
    this.planPath = resolve(app.cwd, config.plan);
    const { plan, text } = this.#accepted(config, app);
    this.planHash = plan.planHash;
    this.reviewHash = plan.reviewHash;
    this.planned = countsOf(plan);
    const file = planFile(scope, id);
    addOutputs(this, planResource(this, { plan, text, file, config, stateDir: stateDirOf(config, app.cwd) }));
    addWarnings(this, plan, config);
    const acts = plan.operations.length > 0;
    whenWritten(this, () => (acts ? writePrivately(file, text) : rmSync(file, { force: true })));
  }

  /**
   * Plans against live users while the stack is synthesised, or takes the plan that GUS_PLAN names, so that `cdktf diff` and `cdktf deploy` see
   * one plan. Rejects with SynthError when no plan can be made, or when it cannot be applied.
   */
  static async planned(scope: Construct, id: string, config: PlannedConfig): Promise<GenesysUserState> {
    try {
      failOn(settingProblems(config));
      const plan = await planAtSynth(planFile(scope, id), config, appSurroundings());
      return new GenesysUserState(scope, id, { ...config, plan });
    } catch (error) {
      throw leaving(`${scope.node.path}/${id}`, error);
    }
  }

  /** The plan, if it may be pinned here. */
  #accepted(config: PinnedConfig, { cwd, edges }: AppSurroundings): StoredPlan {
    try {
      failOn([...settingProblems(config), ...pinnedTwice(this)]);
      const stored = storedPlan(config.plan, cwd);
      judge(stored.plan, config, edges);
      return stored;
    } catch (error) {
      throw leaving(this.node.path, error);
    }
  }
}

/** One plan is applied by one construct: the second would have nothing to do, or what it was meant to plan is planned by nobody. */
function pinnedTwice(construct: GenesysUserState): readonly Problem[] {
  const others = construct.node.root.node
    .findAll()
    .filter(
      (one) => one instanceof GenesysUserState && one !== construct && one.planPath === construct.planPath,
    );
  return others.map(({ node }) => ({
    code: "plan-pinned-twice",
    message: `${construct.node.path} pins the plan that ${node.path} pins already: ${construct.planPath}`,
    fix: "Give each construct a plan of its own; GUS_PLAN names one plan, for an app with one",
  }));
}
