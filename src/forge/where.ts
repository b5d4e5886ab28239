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

/** What is to be done there: tell something in a pull request or an issue, or read the comments of a pull request. */
export type Errand = "comment" | "issue" | "read";

type Env = Readonly<Record<string, string | undefined>>;

/** Reads from the environment of a CI job what flags do not say. `event` is what GitHub tells of why the job runs. */
export function whereFrom(flags: WhereFlags, errand: Errand, env: Env, event?: unknown): Checked<Where> {
  const forge = flags.forge ?? forgeOf(env);
  if (forge === undefined) return bad([noForge(errand)]);
  const { repo, token, ...rest } = forge === "github" ? onGithub(flags, env, event) : onGitlab(flags, env);
  const proxies = [HTTPS_PROXY, HTTP_PROXY].map((variables) => proxyFrom(env, variables));
  const badProxies = proxies.flatMap((proxy) => (proxy.ok ? [] : proxy.problems));
  const which = errand === "issue" || rest.number !== undefined || rest.commit !== undefined;
  if (repo !== undefined && token !== undefined && which && badProxies.length === 0)
    return good({ forge, repo, token, ...rest });
  return bad([
    ...badProxies,
    ...(repo === undefined ? [noRepo(forge, errand)] : []),
    ...(which ? [] : [NO_NUMBER]),
    ...(token === undefined ? [noToken(forge, errand, env)] : []),
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

/** An errand in the words of messages. */
export const DOING: Readonly<Record<Errand, string>> = {
  comment: "comment",
  issue: "keep an issue",
  read: "read comments",
};

function noForge(errand: Errand): Problem {
  const message = `Cannot tell where to ${DOING[errand]}: this is no job of GitHub Actions or GitLab CI`;
  const rest = errand === "issue" ? " and --repo" : ", --repo and --number";
  return { code: "no-forge", message, fix: `Name it with --forge github or --forge gitlab${rest}` };
}

const NO_NUMBER: Problem = {
  code: "no-pull-request",
  message: "Cannot tell which pull request this is about",
  fix: "Name it with --number",
};

function noRepo(forge: ForgeName, errand: Errand): Problem {
  const [place, named] =
    forge === "github" ? ["repository", "owner/name"] : ["project", "and its path or id"];
  const message = `Cannot tell in which ${place} to ${DOING[errand]}`;
  return { code: "no-repo", message, fix: `Name it with --repo ${named}` };
}

function noToken(forge: ForgeName, errand: Errand, env: Env): Problem {
  const code = "no-token";
  const cannot = `Cannot ${DOING[errand]} without a token`;
  if (forge === "github") {
    const fix = env.GITHUB_ACTIONS
      ? "Add to the step: env: { GITHUB_TOKEN: $" + "{{ github.token }} }"
      : "Run `export GITHUB_TOKEN=...` first, with a token that may do so in the repository";
    return { code, message: `${cannot}: GITHUB_TOKEN and GH_TOKEN are not set`, fix };
  }
  const job = env.CI_JOB_TOKEN ? "; CI_JOB_TOKEN, which is, may not write comments" : "";
  const token = "Make a project access token (role Reporter, scope api)";
  const fix = env.GITLAB_CI
    ? `${token} and keep it in the masked variable GITLAB_TOKEN; a protected variable is there only on protected branches`
    : `${token}, and run \`export GITLAB_TOKEN=...\` first`;
  return { code, message: `${cannot}: GITLAB_TOKEN is not set${job}`, fix };
}
