import { isObject, type JsonObject } from "../model/json.ts";

/** Which pull request it is about, as far as that is known. */
export interface Numbered {
  readonly number?: number;
  /** The commit that the job runs for, by which the pull request can be found. */
  readonly commit?: string;
  /** The change comes from another repository, whose jobs get no right to write. */
  readonly fromFork: boolean;
}

type Env = Readonly<Record<string, string | undefined>>;

/** The pull request that a job of GitHub Actions runs for. */
export function changeOfEvent(event: JsonObject, env: Env): Numbered {
  const number = numberIn(event) ?? numberOf(env.GITHUB_REF);
  return {
    ...(number === undefined ? {} : { number }),
    ...(env.GITHUB_SHA ? { commit: env.GITHUB_SHA } : {}),
    fromFork: isFromFork(event),
  };
}

/** Of events about pull requests, about comments on them, and about workflows that ran for them. */
function numberIn({ pull_request, issue, workflow_run }: JsonObject): number | undefined {
  const commented = isObject(issue) && issue.pull_request ? issue : undefined;
  const ran =
    isObject(workflow_run) && Array.isArray(workflow_run.pull_requests)
      ? workflow_run.pull_requests[0]
      : undefined;
  const about = [pull_request, commented, ran].find(isObject);
  return typeof about?.number === "number" ? about.number : undefined;
}

/** `refs/pull/12/merge`, or what a merge queue makes: `refs/heads/gh-readonly-queue/main/pr-12-<sha>`. */
function numberOf(ref = ""): number | undefined {
  const found = /^refs\/pull\/(\d+)\/|^refs\/heads\/gh-readonly-queue\/.*\/pr-(\d+)-[0-9a-f]+$/.exec(ref);
  return found ? Number(found[1] ?? found[2]) : undefined;
}

function isFromFork({ pull_request }: JsonObject): boolean {
  const sides = isObject(pull_request) ? [pull_request.head, pull_request.base] : [];
  const [head, base] = sides.map((side) =>
    isObject(side) && isObject(side.repo) ? side.repo.full_name : undefined,
  );
  return head !== undefined && base !== undefined && head !== base;
}
