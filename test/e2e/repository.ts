import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const AUTHOR = {
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.com",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.com",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
};

/** Runs git in a folder, deaf to how this machine is set up. */
export async function git(dir: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run("git", [...args], { cwd: dir, env: { PATH: process.env.PATH, ...AUTHOR } });
  return stdout.trim();
}

/** Writes files and commits them, with all else that has changed; answers the commit. */
export async function commit(dir: string, files: Readonly<Record<string, string>>): Promise<string> {
  await write(dir, files);
  await git(dir, "add", "--all");
  await git(dir, "commit", "--quiet", "--message", "More");
  return git(dir, "rev-parse", "HEAD");
}

export async function write(dir: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), text);
  }
}
