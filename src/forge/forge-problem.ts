import { duration } from "../model/figures.ts";
import type { Problem } from "../model/problem.ts";
import type { ForgeError } from "./forge-error.ts";
import { DOING, type Errand, type Where } from "./where.ts";

/** What a refusal means, and what to do now. */
export function forgeProblem(error: ForgeError, where: Where, errand: Errand): Problem {
  const { status, message } = error;
  const said = message === "" ? "" : `: ${message}`;
  const failed = `Cannot ${DOING[errand]} in ${where.repo}${status === undefined ? "" : ` (${status})`}${said}`;
  return { ...kindOf(error, where), message: failed };
}

type Kind = Pick<Problem, "code" | "fix">;

function kindOf(error: ForgeError, where: Where): Kind {
  const { status, waitS, message } = error;
  if (status === undefined) return { code: "forge-unreachable", fix: `Check ${where.api} and the way there` };
  if (waitS !== undefined || status === 429) return { code: "forge-throttled", fix: later(waitS) };
  if (status >= 500) return { code: "forge-failed", fix: "Run the job again when the server is well" };
  if (/lock/i.test(message))
    return { code: "forge-locked", fix: "Unlock the conversation, or leave the comment out" };
  if (status === 401)
    return { code: "forge-token", fix: "Make a new token: this one is wrong, revoked or too old" };
  if (status === 403) return { code: "forge-forbidden", fix: forbidden(where) };
  if (status === 404) return { code: "forge-not-found", fix: notFound(where) };
  if (status >= 300 && status < 400) return { code: "forge-moved", fix: "Name the new place with --repo" };
  return { code: "forge-refused", fix: "Correct what the server says" };
}

function later(waitS: number | undefined): string {
  return waitS === undefined ? "Run the job again later" : `Run the job again in ${duration(waitS)}`;
}

const FORK =
  "The change comes from a fork, whose jobs may not write; comment from a job of the target that takes the plan as an artifact, or add --best-effort";

function forbidden({ forge, fromFork }: Where): string {
  if (fromFork) return FORK;
  return forge === "github"
    ? "Give the job what it needs: permissions: { pull-requests: write } for comments, { issues: write } for issues"
    : "Give the token the scope api and at least the role Reporter in this project";
}

function notFound(where: Where): string {
  const token = where.forge === "github" ? "GITHUB_TOKEN" : "GITLAB_TOKEN";
  const fork = where.fromFork ? `; ${FORK}` : "";
  return `Check --repo and --number, and that ${token} may see the repository: to others it seems not to be there${fork}`;
}
