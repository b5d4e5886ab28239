import { loadDefinitions } from "../definitions/load.ts";
import type { Definitions } from "../model/definitions.ts";
import { type Answer, fromChecked } from "./answer.ts";

/** Where definitions come from. */
export interface DefinitionsAt {
  /** Files or folders. */
  readonly paths: readonly string[];
  /** Relative paths start here. */
  readonly cwd: string;
}

/** Reads definitions and finds every problem that needs no network. */
export async function validate({ paths, cwd }: DefinitionsAt): Promise<Answer<Definitions>> {
  return fromChecked(await loadDefinitions(paths, { cwd }));
}
