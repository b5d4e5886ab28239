import { resolve } from "node:path";
import type { ApplyConfig } from "./config.ts";

/** Where planning and applying keep their state, together, so that they stay under one limit: `.gus` where the app runs. */
export function stateDirOf({ stateDir = ".gus" }: ApplyConfig, cwd: string): string {
  return resolve(cwd, stateDir);
}
