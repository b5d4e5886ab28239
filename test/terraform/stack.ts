import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack, Testing } from "cdktf";
import { onTestFinished } from "vitest";
import type { Plan } from "../../src/model/plan.ts";
import { show } from "../../src/pipeline/show.ts";
import { worldOf } from "../../src/simulator/build.ts";
import { createOrg } from "../../src/simulator/org.ts";
import { GenesysUserState, type PinnedConfig } from "../../src/terraform/cdktf.ts";
import { expectValue, type Files, gusOn, type PlanSettings } from "../laws/gus.ts";

/** An empty folder, gone after the test. */
export function emptyFolder(name = "gus-stack-"): string {
  const folder = mkdtempSync(join(tmpdir(), name));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const PEOPLE = {
  divisions: ["EMEA"],
  skills: ["Billing", "Chat"],
  languages: ["English"],
  users: [
    { email: "ada@x.example", name: "Ada Lovelace", title: "Agent", skills: { Billing: 2 } },
    { email: "ben@x.example", name: "Ben Bell", title: "Agent" },
    { email: "cyd@x.example", name: "Cyd Charisse", title: "Agent" },
  ],
};

/** The plan that makes a small organisation as some users are written. */
export async function planFor(
  users: Readonly<Record<string, unknown>>,
  settings: PlanSettings = {},
): Promise<Plan> {
  const files: Files = { "users.yaml": JSON.stringify({ version: 1, users }) };
  const org = createOrg({ world: worldOf(PEOPLE), limiter: { limit: 1_000_000 } });
  return expectValue(await gusOn(org).plan(files, settings));
}

/** Stores a plan as `gus plan --out` does. Answers its path. */
export function stored(plan: Plan, folder = emptyFolder()): string {
  const path = join(folder, "plan.json");
  writeFileSync(path, show({ document: plan, format: "json" }));
  return path;
}

/** An app whose stacks are written below a folder. */
export function appIn(folder: string): App {
  return Testing.stubVersion(new App({ outdir: join(folder, "cdktf.out"), stackTraces: false }));
}

/** What Testing.synth makes of a stack with one construct. */
export function synthesised(config: PinnedConfig, folder = emptyFolder()): Synthesised {
  const stack = new TerraformStack(appIn(folder), "contact-centre");
  new GenesysUserState(stack, "users", config);
  return JSON.parse(Testing.synth(stack)) as Synthesised;
}

/** The part of the JSON that matters here. */
export interface Synthesised {
  readonly resource: { readonly terraform_data: Readonly<Record<string, PlanResource>> };
  readonly output: Readonly<Record<string, { readonly value: string }>>;
}

export interface PlanResource {
  readonly input: { readonly headline: string; readonly operations: readonly string[] };
  readonly triggers_replace: { readonly plan_sha256: string };
  readonly provisioner?: readonly { readonly "local-exec": { readonly command: string } }[];
  readonly lifecycle?: { readonly ignore_changes: readonly string[] };
}

export function resourceOf({ resource }: Synthesised): PlanResource {
  const [only] = Object.values(resource.terraform_data);
  if (!only) throw new Error("The stack has no terraform_data");
  return only;
}

export function commandOf(one: Synthesised): string {
  return resourceOf(one).provisioner?.[0]?.["local-exec"].command ?? "";
}
