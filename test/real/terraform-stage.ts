import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PinnedConfig, PlannedConfig } from "../../src/terraform/cdktf.ts";
import { endGroup, type Run, type Started, startProgram, type Variables } from "../child.ts";
import { type LocalOrg, type LocalOrgOptions, withLocalOrg } from "../local-org.ts";

const ROOT = join(import.meta.dirname, "../..");

/** What the stack of the app holds: a plan made at synth, a plan made before, or nothing. */
export type Content = { readonly planned: PlannedConfig } | { readonly pinned: PinnedConfig } | "nothing";

/** A local org, and an app of CDKTF whose stack `care` holds the state of its users. Files are seen from the folder of the app. */
export interface TerraformStage extends LocalOrg {
  /** Where Terraform works on the stack. */
  readonly stack: string;
  /** Writes `definitions/users.yaml`. */
  define(text: string): Promise<void>;
  /** Runs the app; with a plan made at synth when nothing else is said. Throws what the app said when it fails. */
  synth(content?: Content): Promise<Run>;
  /** The real program, in the folder of the stack. */
  terraform(args: readonly string[], env?: Variables): Promise<Run>;
  /** The same, for a test that does something meanwhile. What it starts is in a process group of its own, as in a terminal. */
  start(args: readonly string[]): Started;
  /** What a reviewer gets: synth, init, and a plan into a file. Exits 2 when something is to be done, as `-detailed-exitcode` says. */
  review(content?: Content): Promise<Run>;
  /** Applies the plan that was reviewed. */
  apply(): Promise<Run>;
  /** The built `gus`, in the folder of the app. */
  gus(args: readonly string[]): Promise<Run>;
}

export interface TerraformStageOptions extends LocalOrgOptions {
  /** The name of the app's folder. */
  readonly folder?: string;
  /** Where the app puts its stacks. */
  readonly out?: string;
}

/** A plan made at synth, and applied without waits. */
export const QUICK = {
  definitions: "definitions",
  rate: "300/1s",
  settle: "0s",
  verifyWait: "50ms",
} as const satisfies PlannedConfig;

/** Terraform asks nobody for news, and writes no colours. */
export const QUIET = { CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", TF_CLI_ARGS: "-no-color" };

/** Runs `act` on a stage of its own and clears everything away afterwards. */
export async function onTerraformStage(
  { folder = "app", out = "cdktf.out", ...options }: TerraformStageOptions,
  act: (stage: TerraformStage) => Promise<void>,
): Promise<void> {
  await withLocalOrg(options, async (local) => {
    const app = join(local.dir, folder);
    await installInto(app);
    await mkdir(join(app, "definitions"));
    const started: Started[] = [];
    const run: Runner = (words, where, more) => {
      const env = { HOME: local.dir, CDKTF_OUTDIR: out, ...QUIET, ...local.env, ...more };
      const one = startProgram(words, { cwd: join(app, where), env, detached: true });
      started.push(one);
      return one;
    };
    try {
      await act(stageIn(local, app, `${out}/stacks/care`, run));
    } finally {
      for (const one of started) endGroup(one);
    }
  });
}

type Runner = (words: readonly string[], where: string, more?: Variables) => Started;

/** As npm would lay it out: this package as files of the app, so that paths to it are those of an app; the rest may be links. */
export async function installInto(app: string): Promise<void> {
  const home = join(app, "node_modules/genesys-user-state");
  await mkdir(home, { recursive: true });
  for (const part of ["package.json", "dist"])
    await cp(join(ROOT, part), join(home, part), { recursive: true });
  await symlink(join(ROOT, "node_modules"), join(home, "node_modules"));
  for (const peer of ["cdktf", "constructs"])
    await symlink(join(ROOT, "node_modules", peer), join(app, "node_modules", peer));
}

function stageIn(local: LocalOrg, app: string, stack: string, run: Runner): TerraformStage {
  const write = (name: string, text: string | Uint8Array) => writeFile(join(app, name), text);
  const terraform: TerraformStage["terraform"] = (args, env) => run(["terraform", ...args], stack, env).ended;
  const synth = async (content: Content = { planned: QUICK }) => {
    await write("main.mjs", program(content));
    return succeeded(await run([process.execPath, "main.mjs"], ".").ended);
  };
  return {
    ...local,
    stack,
    write,
    read: (name) => readFile(join(app, name), "utf8"),
    define: (text) => write("definitions/users.yaml", text),
    synth,
    terraform,
    start: (args) => run(["terraform", ...args], stack),
    review: async (content) => {
      await synth(content);
      succeeded(await terraform(["init"]));
      return terraform(["plan", "-detailed-exitcode", "-out", "tfplan"]);
    },
    apply: () => terraform(["apply", "tfplan"]),
    gus: (args) => run([process.execPath, "node_modules/genesys-user-state/dist/cli.js", ...args], ".").ended,
  };
}

function succeeded(run: Run): Run {
  if (run.exit !== 0) throw new Error(`exit ${run.exit}\n${run.stdout}${run.stderr}`);
  return run;
}

/** The app as somebody would write it. */
function program(content: Content): string {
  return `import { App, TerraformStack } from "cdktf";
import { GenesysUserState } from "genesys-user-state/cdktf";

const app = new App();
const stack = new TerraformStack(app, "care");
${construct(content)}
app.synth();
`;
}

function construct(content: Content): string {
  if (content === "nothing") return "";
  return "pinned" in content
    ? `new GenesysUserState(stack, "users", ${JSON.stringify(content.pinned)});`
    : `await GenesysUserState.planned(stack, "users", ${JSON.stringify(content.planned)});`;
}
