import { duration } from "../model/figures.ts";
import type { Problem } from "../model/problem.ts";
import type { Owner } from "./owner.ts";

/** Another run holds the lock of the organisation. `owner` is undefined when the file is none that gus wrote. */
export function locked(path: string, owner: Owner | undefined, now: number): Problem {
  if (!owner) {
    return {
      code: "locked",
      message: `The organisation is locked by ${path}, which does not say by whom`,
      fix: `Delete ${path} once no run is under way, then run the same command again`,
    };
  }
  const age = duration((now - Date.parse(owner.at)) / 1000);
  return {
    code: "locked",
    message: `The organisation is locked for ${age} by ${inWords(owner)}: ${path}`,
    fix: `Wait for that run to end, with --lock-timeout 10m for instance. If ${owner.host} is gone, or no gus runs there any more, delete ${path}`,
  };
}

export function waitsFor(owner: Owner | undefined): string {
  return owner ? `the organisation is locked by ${inWords(owner)}` : "the organisation is locked";
}

export function inWords({ run, pid, host, at }: Owner): string {
  return `${run === undefined ? "a run" : `run ${run}`} (process ${pid} on ${host}, since ${at})`;
}
