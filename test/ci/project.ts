import { chmod, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Run, startProgram, type Variables } from "../child.ts";
import { commit, git } from "../e2e/repository.ts";
import { CLI, QUICK } from "../e2e/stage.ts";

/** A repository on a server, and machines that run jobs for it. All of it lies in one folder. */
export interface Project {
  /** The clone that people work in; it pushes to the server. */
  readonly home: string;
  /** Where machines look for commands. */
  readonly path: string;
  /** Takes a part of the repository onto a new machine, as `refs/...`; depth 0 is all of it. */
  checkout(ref: string, depth: number): Promise<string>;
  /** Runs a line in bash, as CI systems do, on a machine. */
  run(machine: string, line: string, env: Variables): Promise<Run>;
}

/** Makes a project whose branch main holds these files. */
export async function makeProject(dir: string, files: Readonly<Record<string, string>>): Promise<Project> {
  const [home, server, bin] = [join(dir, "home"), join(dir, "server.git"), join(dir, "bin")];
  for (const folder of [home, bin]) await mkdir(folder, { recursive: true });
  await git(dir, "init", "--quiet", "--bare", server);
  await git(home, "init", "--quiet", "--initial-branch", "main");
  await git(home, "remote", "add", "origin", server);
  await commit(home, { ".gitignore": "node_modules/\n", ...files });
  await git(home, "push", "--quiet", "origin", "main");
  await writeScript(join(bin, "npm"), `mkdir -p node_modules/.bin && cp '${bin}/gus' node_modules/.bin/gus`);
  await writeScript(join(bin, "gus"), gusScript());
  // Without the half a second that the real one takes; `--no` keeps that from installing what is not there.
  await writeScript(
    join(bin, "npx"),
    `[ "$1 $2" = "--no gus" ] && shift 2 && exec node_modules/.bin/gus "$@"`,
  );
  const path = `${bin}:${process.env.PATH}`;
  const env = { PATH: path, HOME: dir };
  return {
    home,
    path,
    checkout: async (ref, depth) => {
      const machine = await mkdtemp(join(dir, "machine-"));
      const some = depth === 0 ? [] : ["--depth", String(depth)];
      await git(machine, "init", "--quiet");
      await git(machine, "fetch", "--quiet", ...some, pathToFileURL(server).href, ref);
      await git(machine, "checkout", "--quiet", "--detach", "FETCH_HEAD");
      return machine;
    },
    run: (machine, line, more) =>
      startProgram(["bash", "-e", "-o", "pipefail", "-c", line], { cwd: machine, env: { ...env, ...more } })
        .ended,
  };
}

/** The command as `npm ci` would have put it there, with waits kept short. */
function gusScript(): string {
  const cases = Object.entries(QUICK).map(([name, flags]) => `${name}) set -- "$@" ${flags.join(" ")} ;;`);
  return [`case "$1" in`, ...cases, "esac", `exec '${process.execPath}' '${CLI}' "$@"`].join("\n");
}

export async function writeScript(path: string, text: string): Promise<void> {
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o755);
}
