import type { PlanBase } from "./base.ts";

/** All that may differ between two equal runs. Not covered by planHash. */
export interface Made {
  readonly at: string;
  readonly commit?: string;
  readonly dirty?: boolean;
  readonly toolVersion: string;
  readonly estimateSeconds: number;
  /** The revision that `--base` named. */
  readonly base?: { readonly rev: string; readonly commit: string };
}

/** What a plan was made from. */
export interface PlanSource {
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
  /** The files and folders that were named, relative to the git root: what tells these definitions from others. */
  readonly roots?: readonly string[];
  /** The run that the plan rolls back, when it does. */
  readonly run?: string;
  /** What the definitions were compared with, to tell their changes from drift. */
  readonly base?: PlanBase;
  /** The snapshot that stood for what is live, when one did: such a plan cannot be applied. */
  readonly snapshot?: { readonly at: string; readonly toolVersion: string };
}
