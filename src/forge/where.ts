import { isObject } from "../model/json.ts";
import { bad, type Checked, good, type Problem } from "../model/problem.ts";
import { HTTP_PROXY, HTTPS_PROXY, proxyFrom } from "../model/proxy.ts";
import type { ForgeName } from "./forges.ts";
import { changeOfEvent, type Numbered } from "./github-event.ts";

/** The repository to write to, and with what right. */
export interface Where extends Numbered {
  readonly forge: ForgeName;
  readonly api: string;
  /** Where people see it. */
  readonly web: string;
  /** `owner/name`, or a project's path or id. */
  readonly repo: string;
  readonly token: string;
}

export interface WhereFlags {
  readonly forge?: ForgeName;
  readonly repo?: string;
  readonly number?: number;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Reads from the environment of a CI job what flags do not say. `event` is what GitHub tells of why the job runs. */
export function whereFrom(flags: WhereFlags, env: Env, event?: unknown): Checked<Where> {
  const forge = flags.forge ?? forgeOf(env);
  if (forge === undefined) return bad([NO_FORGE]);
  const { repo, token, ...rest } = forge === "github" ? onGithub(flags, env, event) : onGitlab(flags, env);
  const proxies = [HTTPS_PROXY, HTTP_PROXY].map((variables) => proxyFrom(env, variables));
  const badProxies = proxies.flatMap((proxy) => (proxy.ok ? [] : proxy.problems));
  if (repo !== undefined && token !== undefined && badProxies.length === 0)
    return good({ forge, repo, token, ...rest });
  return bad([
    ...badProxies,
    ...(repo === undefined ? [NO_REPO[forge]] : []),
    ...(token === undefined ? [noToken(forge, env)] : []),
  ]);
}

function forgeOf(env: Env): ForgeName | undefined {
  if (env.GITLAB_CI || env.CI_PROJECT_ID) return "gitlab";
  return env.GITHUB_ACTIONS || env.GITHUB_REPOSITORY ? "github" : undefined;
}

type Found = Omit<Where, "forge" | "repo" | "token"> & {
  readonly repo?: string | undefined;
  readonly token?: string | undefined;
};

function onGithub(flags: WhereFlags, env: Env, event: unknown): Found {
  const repo = flags.repo ?? (env.GITHUB_REPOSITORY || undefined);
  return {
    repo: repo?.split("/").length === 2 ? repo : undefined,
    token: env.GITHUB_TOKEN || env.GH_TOKEN || undefined,
    web: `${env.GITHUB_SERVER_URL || "https://github.com"}/${repo ?? ""}`,
    api: (env.GITHUB_API_URL || "https://api.github.com").replace(/\/+$/, ""),
    ...numbered(flags, changeOfEvent(isObject(event) ? event : {}, env)),
  };
}

/** A merge request from a fork runs in the fork's project, and is discussed in the other one. */
function onGitlab(flags: WhereFlags, env: Env): Found {
  const iid = Number(env.CI_MERGE_REQUEST_IID || Number.NaN);
  const target = env.CI_MERGE_REQUEST_PROJECT_ID || env.CI_PROJECT_ID || env.CI_PROJECT_PATH;
  const fork = env.CI_MERGE_REQUEST_SOURCE_PROJECT_ID;
  const server = (env.CI_SERVER_URL || "https://gitlab.com").replace(/\/+$/, "");
  const web = env.CI_MERGE_REQUEST_PROJECT_URL || env.CI_PROJECT_URL;
  return {
    repo: flags.repo ?? (target || undefined),
    token: env.GITLAB_TOKEN || undefined,
    web: (flags.repo === undefined ? web : undefined) ?? `${server}/${flags.repo ?? ""}`,
    api: (env.CI_API_V4_URL || `${server}/api/v4`).replace(/\/+$/, ""),
    ...numbered(flags, {
      ...(Number.isInteger(iid) ? { number: iid } : {}),
      ...(env.CI_COMMIT_SHA ? { commit: env.CI_COMMIT_SHA } : {}),
      fromFork: fork !== undefined && fork !== "" && fork !== env.CI_MERGE_REQUEST_PROJECT_ID,
    }),
  };
}

function numbered({ number }: WhereFlags, found: Numbered): Numbered {
  return number === undefined ? found : { ...found, number };
}

const NO_FORGE: Problem = {
  code: "no-forge",
  message: "Cannot tell where to comment: this is no job of GitHub Actions or GitLab CI",
  fix: "Name it with --forge github or --forge gitlab, --repo and --number",
};

const NO_REPO: Readonly<Record<ForgeName, Problem>> = {
  github: {
    code: "no-repo",
    message: "Cannot tell which repository to comment in",
    fix: "Name it with --repo owner/name",
  },
  gitlab: {
    code: "no-repo",
    message: "Cannot tell which project to comment in",
    fix: "Name it with --repo and its path or id",
  },
};

function noToken(forge: ForgeName, env: Env): Problem {
  const code = "no-token";
  if (forge === "github") {
    const fix = "Add to the step: env: { GITHUB_TOKEN: $" + "{{ github.token }} }";
    return { code, message: "Cannot comment without a token: GITHUB_TOKEN and GH_TOKEN are not set", fix };
  }
  const job = env.CI_JOB_TOKEN ? "; CI_JOB_TOKEN, which is, may not write comments" : "";
  return {
    code,
    message: `Cannot comment without a token: GITLAB_TOKEN is not set${job}`,
    fix: "Make a project access token (role Reporter, scope api) and keep it in the masked variable GITLAB_TOKEN; a protected variable is there only on protected branches",
  };
}
