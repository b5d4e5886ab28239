import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The commit that a folder is checked out at, and whether it has changes; empty outside git. */
export async function sourceState(
  cwd: string,
): Promise<{ readonly commit?: string; readonly dirty?: boolean }> {
  try {
    const [head, status] = await Promise.all([
      run("git", ["rev-parse", "HEAD"], { cwd }),
      run("git", ["status", "--porcelain", "--untracked-files=no"], { cwd }),
    ]);
    return { commit: head.stdout.trim(), dirty: status.stdout.trim() !== "" };
  } catch {
    return {};
  }
}
