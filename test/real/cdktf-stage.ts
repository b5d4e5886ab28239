import { execFile } from "node:child_process";
import { cp, mkdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { promisify, stripVTControlCharacters } from "node:util";
import { endGroup, type Run, type Started, startProgram, type Variables } from "../child.ts";
import { type LocalOrg, type LocalOrgOptions, withLocalOrg } from "../local-org.ts";

const ROOT = join(import.meta.dirname, "../..");
/** CDKTF's own command line, which has a lockfile of its own. */
export const CDKTF_CLI = "test/cdktf-cli";
const CDKTF = join(ROOT, CDKTF_CLI, "node_modules/.bin/cdktf");
const STACK = "cdktf.out/stacks/users";

/** A local org, and what somebody has who cloned this repository and ran `npm ci`. Files are seen from the clone. */
export interface CdktfStage extends LocalOrg {
  /** Puts one file in the place of all definitions. */
  define(text: string): Promise<void>;
  /** When a file was last written. */
  changedAt(name: string): Promise<number>;
  /** What cdktf.json names as the app, without cdktf around it. */
  app(): Promise<Run>;
  cdktf(args: readonly string[], env?: Variables): Promise<Run>;
  /** Lines of a shell that finds cdktf. */
  shell(script: string): Promise<Run>;
  /** Plain Terraform, in the folder of the stack. */
  terraform(args: readonly string[]): Promise<Run>;
}

/** cdktf neither asks for news nor tells anybody of the run. It has Terraform write colours all the same. */
const QUIET = { CHECKPOINT_DISABLE: "1", CI: "1", NO_COLOR: "1", TF_IN_AUTOMATION: "1" };

/** Runs `act` on a stage of its own and clears everything away afterwards. */
export async function onCdktfStage(
  options: LocalOrgOptions,
  act: (stage: CdktfStage) => Promise<void>,
): Promise<void> {
  await withLocalOrg(options, async (local) => {
    const clone = join(local.dir, "clone");
    await cloneTo(clone);
    const started: Started[] = [];
    const run: Runner = async (words, { where = ".", env = {} } = {}) => {
      const all = { HOME: local.dir, ...QUIET, ...local.env, ...env };
      const one = startProgram(words, { cwd: join(clone, where), env: all, detached: true });
      started.push(one);
      return withoutColours(await one.ended);
    };
    try {
      await act(stageIn(local, clone, run));
    } finally {
      for (const one of started) endGroup(one);
    }
  });
}

type Runner = (
  words: readonly string[],
  options?: { readonly where?: string; readonly env?: Variables },
) => Promise<Run>;

/** The files that git knows or would add, as they are now, and installed packages; nothing that was built. */
async function cloneTo(clone: string): Promise<void> {
  const listed = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const { stdout } = await promisify(execFile)("git", listed, { cwd: ROOT });
  for (const name of stdout.split("\0").filter(Boolean)) await cp(join(ROOT, name), join(clone, name));
  await symlink(join(ROOT, "node_modules"), join(clone, "node_modules"));
}

function stageIn(local: LocalOrg, clone: string, run: Runner): CdktfStage {
  const read: LocalOrg["read"] = (name) => readFile(join(clone, name), "utf8");
  return {
    ...local,
    read,
    write: (name, text) => writeFile(join(clone, name), text),
    define: async (text) => {
      await rm(join(clone, "definitions"), { recursive: true });
      await mkdir(join(clone, "definitions"));
      await writeFile(join(clone, "definitions/users.yaml"), text);
    },
    changedAt: async (name) => (await stat(join(clone, name))).mtimeMs,
    app: async () => run(["sh", "-c", JSON.parse(await read("cdktf.json")).app]),
    cdktf: (args, env = {}) => run([CDKTF, ...args], { env }),
    shell: (script) =>
      run(["bash", "-ec", script], { env: { PATH: `${dirname(CDKTF)}${delimiter}${process.env.PATH}` } }),
    terraform: (args) => run(["terraform", ...args], { where: STACK }),
  };
}

function withoutColours({ exit, stdout, stderr }: Run): Run {
  return { exit, stdout: stripVTControlCharacters(stdout), stderr: stripVTControlCharacters(stderr) };
}
