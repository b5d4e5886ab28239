import { createHash } from "node:crypto";
import { join } from "node:path";
import type { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import type { Plan } from "../model/plan.ts";
import { redactPlan } from "../review/redact.ts";
import { type StackInput, stackInput } from "../review/stack-input.ts";
import { stackFolder } from "./beside-stack.ts";
import { commandLine, pathFrom, verbatimDeep } from "./command.ts";
import type { ApplyConfig } from "./config.ts";
import { applyFlags, redactionOf } from "./flags.ts";
import { cdktf } from "./peers.ts";
import type { StoredPlan } from "./plan-source.ts";
import { CLI } from "./surroundings.ts";

export interface ResourceOptions extends StoredPlan {
  readonly stateDir: string;
  readonly config: ApplyConfig;
}

/**
 * The `terraform_data` of a plan. Its trigger is the plan file, so one file fires once, and a new plan for the same drift fires again. What
 * has no operations must not show up in a diff, so everything about it is ignored once it is there.
 */
export function planResource(scope: IConstruct, options: ResourceOptions): TerraformResource {
  const { plan, text, config } = options;
  const resource = new cdktf.TerraformResource(scope, "Default", { terraformResourceType: "terraform_data" });
  const sha256 = createHash("sha256").update(text).digest("hex");
  resource.addOverride("input", verbatimDeep(stackInput(redactPlan(plan, redactionOf(config)))));
  resource.addOverride("triggers_replace", { plan_sha256: sha256 });
  if (plan.operations.length === 0) resource.lifecycle = { ignoreChanges: ["input", "triggers_replace"] };
  else resource.provisioners = [{ type: "local-exec", command: applyCommand(resource, sha256, options) }];
  return resource;
}

/** Where the plan of a resource lies when Terraform runs, beside the stack: `users.plan.json`. */
export function planFile(resource: TerraformResource): string {
  return join(stackFolder(resource), `${resource.friendlyUniqueId}.plan.json`);
}

/** `node ../../../node_modules/genesys-user-state/dist/cli.js apply users.plan.json …`, run in the folder of the stack. */
function applyCommand(
  resource: TerraformResource,
  sha256: string,
  { stateDir, config }: ResourceOptions,
): string {
  const seen = (path: string) => pathFrom(stackFolder(resource), path);
  const pinned = ["--sha256", sha256, ...applyFlags(config), "--state-dir", seen(stateDir)];
  return commandLine(["node", seen(CLI), "apply", seen(planFile(resource)), ...pinned]);
}

const OUTPUTS: Readonly<Record<string, string>> = {
  plan_hash: "plan_hash",
  review_hash: "review_hash",
  update: "planned.update",
  deactivate: "planned.deactivate",
  activate: "planned.activate",
  calls: "planned.calls",
  seconds: "planned.seconds",
} satisfies Record<"plan_hash" | "review_hash" | keyof StackInput["planned"], string>;

/** What the plan that was last applied came to. They come from the resource, so that a plan without operations changes none of them. */
export function addOutputs(scope: IConstruct, { friendlyUniqueId }: TerraformResource): void {
  for (const [name, path] of Object.entries(OUTPUTS)) {
    const output = new cdktf.TerraformOutput(scope, name, {
      value: `\${terraform_data.${friendlyUniqueId}.output.${path}}`,
    });
    output.overrideLogicalId(`${friendlyUniqueId}_${name}`);
  }
}

/** Warnings of the plan, for whoever synthesises to show, as redacted as the rest. */
export function addWarnings(scope: IConstruct, plan: Plan, config: ApplyConfig): void {
  const { warnings, unread } = redactPlan(plan, redactionOf(config));
  const annotations = cdktf.Annotations.of(scope);
  for (const { code, message, fix } of warnings) annotations.addWarning(`${code}: ${message}. ${fix}`);
  if (unread.length > 0)
    annotations.addWarning(
      `unread: ${unread.length} fields could not be read, and are neither compared nor changed`,
    );
}
