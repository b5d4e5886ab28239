import type { Forge, IssueChange, OwnIssue } from "./forge.ts";
import { type GithubApi, pages } from "./github-api.ts";

type Issues = Pick<Forge, "ownIssues" | "open" | "change" | "say">;

export function githubIssues({ call, at, me }: GithubApi): Issues {
  return {
    ownIssues: async () => {
      const creator = await me();
      const asked = {
        ...at,
        creator,
        state: "all",
        sort: "created",
        direction: "asc",
        per_page: 100,
      } as const;
      const all = await pages((page) => call("GET /repos/{owner}/{repo}/issues", { ...asked, page }));
      return all.filter(({ user, pull_request }) => user?.login === creator && !pull_request).map(issueOf);
    },
    open: async (title, body) =>
      issueOf((await call("POST /repos/{owner}/{repo}/issues", { ...at, title, body })).data),
    change: async (issue_number, change) => {
      const route = "PATCH /repos/{owner}/{repo}/issues/{issue_number}";
      await call(route, { ...at, issue_number, ...changeOf(change) });
    },
    say: async (issue_number, body) => {
      await call("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", { ...at, issue_number, body });
    },
  };
}

interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body?: string | null | undefined;
  readonly html_url: string;
  readonly state: string;
}

function issueOf({ number, title, body, html_url: url, state }: Issue): OwnIssue {
  return { id: number, title, body: body ?? "", url, open: state === "open" };
}

function changeOf({ open, ...texts }: IssueChange) {
  if (open === undefined) return texts;
  return open ? ({ ...texts, state: "open" } as const) : ({ ...texts, state: "closed" } as const);
}
