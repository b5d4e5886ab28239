import { execFile } from "node:child_process";

/** Git with these arguments, run in a folder without a shell; `input` is what it reads. Answers what it prints, or throws. */
export function git(cwd: string, args: readonly string[], input = ""): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { cwd, encoding: "buffer", maxBuffer: Number.POSITIVE_INFINITY } as const;
    const child = execFile("git", [...args], options, (error, stdout, stderr) => {
      if (error) reject(new GitError(error.code === "ENOENT" ? ABSENT : stderr.toString("utf8").trim()));
      else resolve(stdout);
    });
    // Git that ends early closes its input; what it says of that comes with its exit.
    child.stdin?.on("error", () => undefined).end(input);
  });
}

const ABSENT = "git is not installed, or not on the PATH";

/** What git says when it fails. */
export class GitError extends Error {}

/** The commit that a folder is checked out at, and whether it has changes; empty outside git. */
export async function sourceState(
  cwd: string,
): Promise<{ readonly commit?: string; readonly dirty?: boolean }> {
  try {
    const [head, status] = await Promise.all([
      git(cwd, ["rev-parse", "HEAD"]),
      git(cwd, ["status", "--porcelain", "--untracked-files=no"]),
    ]);
    return { commit: head.toString("utf8").trim(), dirty: status.length > 0 };
  } catch {
    return {};
  }
}
