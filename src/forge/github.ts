import type { Forge } from "./forge.ts";
import { githubApi } from "./github-api.ts";
import { githubComments } from "./github-comments.ts";
import { githubIssues } from "./github-issues.ts";
import type { Fetch } from "./http.ts";
import type { Where } from "./where.ts";

/** A repository of github.com or of an Enterprise server. */
export function github(where: Where, fetch: Fetch): Forge {
  const api = githubApi(where, fetch);
  return { ...githubComments(api), ...githubIssues(api) };
}
