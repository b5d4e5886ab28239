import { isObject } from "../model/json.ts";
import type { Entry, Forge } from "./forge.ts";
import { type GithubApi, pages } from "./github-api.ts";

type Comments = Pick<Forge, "ownComments" | "comment" | "edit" | "remove" | "changedBy" | "mergedBy">;

export function githubComments(github: GithubApi): Comments {
  const { call, at } = github;
  return {
    ownComments: async (issue_number) => {
      const route = "GET /repos/{owner}/{repo}/issues/{issue_number}/comments";
      const all = await pages((page) => call(route, { ...at, issue_number, page, per_page: 100 }));
      const me = await github.me();
      return all.filter(({ user }) => user?.login === me).map(entryOf);
    },
    comment: async (issue_number, body) => {
      const route = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
      return entryOf((await call(route, { ...at, issue_number, body })).data);
    },
    edit: async (_number, comment_id, body) => {
      await call("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", { ...at, comment_id, body });
    },
    remove: async (_number, comment_id) => {
      await call("DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}", { ...at, comment_id });
    },
    changedBy: (_number, comment) => changedBy(github, comment),
    mergedBy: (commit) => mergedBy(github, commit),
  };
}

const EDITOR = "query ($id: ID!) { node(id: $id) { ... on IssueComment { editor { login } } } }";

/** Whoever may write to a repository can change comments of others, and REST shows no trace of it. */
async function changedBy(
  { call, at, graphql, me }: GithubApi,
  comment_id: number,
): Promise<string | undefined> {
  const { data } = await call("GET /repos/{owner}/{repo}/issues/comments/{comment_id}", {
    ...at,
    comment_id,
  });
  const answer = await graphql(EDITOR, { id: data.node_id });
  const node = isObject(answer) && isObject(answer.node) ? answer.node : {};
  const editor = isObject(node.editor) ? String(node.editor.login) : undefined;
  // GraphQL names an app without the suffix that it has elsewhere.
  return editor === undefined || editor === (await me()).replace(/\[bot\]$/, "") ? undefined : editor;
}

async function mergedBy({ call, at }: GithubApi, commit_sha: string): Promise<readonly number[]> {
  const route = "GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls";
  const all = await pages((page) => call(route, { ...at, commit_sha, page, per_page: 100 }));
  const merged = all.filter(({ merged_at }) => merged_at);
  const itsOwn = merged.filter(({ merge_commit_sha }) => merge_commit_sha === commit_sha);
  return [...itsOwn, ...merged.filter((pull) => !itsOwn.includes(pull))].map(({ number }) => number);
}

interface Comment {
  readonly id: number | bigint;
  readonly body?: string | undefined;
  readonly html_url: string;
}

function entryOf({ id, body, html_url: url }: Comment): Entry {
  return { id: Number(id), body: body ?? "", url };
}
