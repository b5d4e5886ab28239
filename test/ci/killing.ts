import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Owner } from "../../src/journal/owner.ts";
import type { CiStage } from "./stage.ts";

/**
 * Kills the apply while its second write is under way, which Genesys never gets. The tests run all machines of a project on one; so that the
 * next can tell no more of this one than it could elsewhere, its lock says that it lies on another.
 */
export function killApply({ local, kept }: CiStage): void {
  let patches = 0;
  local.watch(({ method }) => {
    if (method !== "PATCH" || ++patches !== 2) return undefined;
    const lock = lockIn(dirname(kept));
    const owner = JSON.parse(readFileSync(lock, "utf8")) as Owner;
    writeFileSync(lock, JSON.stringify({ ...owner, host: "runner-before" }));
    process.kill(owner.pid, "SIGKILL");
    local.watch(() => undefined);
    return { status: 503, headers: {}, body: "", delayMs: 0 };
  });
}

function lockIn(dir: string): string {
  const names = readdirSync(dir, { recursive: true, encoding: "utf8" });
  return join(dir, names.find((name) => /^machine-[^/]+\/\.gus\/locks\/.+\.json$/.test(name)) ?? "no lock");
}
