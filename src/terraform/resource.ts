import { createHash } from "node:crypto";
import type { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import type { Plan } from "../model/plan.ts";
import { redactPlan } from "../review/redact.ts";
import { type StackInput, stackInput } from "../review/stack-input.ts";
import { stackFolder } from "./beside-stack.ts";
import { commandLine, pathFrom, verbatimDeep } from "./command.ts";
import type { ApplyConfig } from "./config.ts";
import { applyFlags } from "./flags.ts";
import { cdktf } from "./peers.ts";
import type { StoredPlan } from "./plan-source.ts";
import { CLI } from "./surroundings.ts";

export interface ResourceOptions extends StoredPlan {
  /** Where the plan will lie when Terraform runs. */
  readonly file: string;
  readonly stateDir: string;
  readonly config: ApplyConfig;
}

/**
 * The `terraform_data` of a plan. Its trigger is the plan file, so one file fires once, and a new plan for the same drift fires again. What
 * has no operations must not show up in a diff, so everything about it is ignored once it is there.
 */
export function planResource(scope: IConstruct, options: ResourceOptions): TerraformResource {
  const { plan, text, config } = options;
  const acts = plan.operations.length > 0;
  const resource = new cdktf.TerraformResource(scope, "Default", {
    terraformResourceType: "terraform_data",
    ...(acts
      ? { provisioners: [{ type: "local-exec", command: applyCommand(scope, options) }] }
      : { lifecycle: { ignoreChanges: ["input", "triggers_replace"] } }),
  });
  resource.addOverride("input", verbatimDeep(stackInput(redactPlan(plan, config.redact ?? "people"))));
  resource.addOverride("triggers_replace", { plan_sha256: createHash("sha256").update(text).digest("hex") });
  return resource;
}

/** `node ../../../node_modules/genesys-user-state/dist/cli.js apply users.plan.json …`, run in the folder of the stack. */
function applyCommand(scope: IConstruct, { plan, file, stateDir, config }: ResourceOptions): string {
  const seen = (path: string) => pathFrom(stackFolder(scope), path);
  const pinned = { redact: "people", ...config, approved: plan.reviewHash } as const;
  const flags = [...applyFlags(pinned), "--state-dir", seen(stateDir)];
  return commandLine(["node", seen(CLI), "apply", seen(file), ...flags]);
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
export function addWarnings(scope: IConstruct, plan: Plan, { redact = "people" }: ApplyConfig): void {
  const { warnings, unread } = redactPlan(plan, redact);
  const annotations = cdktf.Annotations.of(scope);
  for (const { code, message, fix } of warnings) annotations.addWarning(`${code}: ${message}. ${fix}`);
  if (unread.length > 0)
    annotations.addWarning(
      `unread: ${unread.length} fields could not be read, and are neither compared nor changed`,
    );
}
