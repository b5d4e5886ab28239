import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";

export const RECIPES = resolve(import.meta.dirname, "../../docs/ci");

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly "continue-on-error"?: boolean;
}

export interface GithubJob {
  readonly if?: string;
  readonly needs?: string;
  readonly environment?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly env?: unknown;
  readonly "timeout-minutes": number;
  readonly steps: readonly Step[];
}

/** A workflow of GitHub Actions. */
export interface Workflow {
  readonly name: string;
  readonly permissions: object;
  readonly concurrency: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly jobs: Readonly<Record<string, GithubJob>>;
}

export interface GitlabJob {
  readonly stage: string;
  readonly rules: readonly { readonly if: string; readonly when?: string }[];
  readonly needs?: readonly string[];
  readonly environment?: string;
  readonly resource_group?: string;
  readonly timeout?: string;
  readonly script: readonly string[];
  readonly after_script?: readonly string[];
  readonly allow_failure?: { readonly exit_codes: readonly number[] };
  readonly cache?: {
    readonly key: string;
    readonly paths: readonly string[];
    readonly policy?: "pull" | "push";
    readonly when?: "always";
  };
  readonly artifacts?: {
    readonly when?: "always";
    readonly access: string;
    readonly paths: readonly string[];
    readonly reports?: Readonly<Record<string, string>>;
  };
}

/** The pipeline of GitLab CI: its stages in order, and its jobs. */
export interface Pipeline {
  readonly stages: readonly string[];
  readonly before: readonly string[];
  readonly jobs: Readonly<Record<string, GitlabJob>>;
}

export function workflow(name: "plan" | "apply" | "drift"): Workflow {
  return parse(recipe(`github/gus-${name}.yml`)) as Workflow;
}

export function pipeline(): Pipeline {
  const { stages, variables: _depth, default: common, ...jobs } = parse(recipe("gitlab/.gitlab-ci.yml"));
  return { stages, before: common.before_script, jobs };
}

export function recipe(path: string): string {
  return readFileSync(join(RECIPES, path), "utf8");
}
