import { Commits, IssueNotes, Issues, MergeRequestNotes, Users } from "@gitbeaker/rest";
import type { Entry, Forge, IssueChange, OwnIssue } from "./forge.ts";
import { gitlabRequester } from "./gitlab-requester.ts";
import type { Fetch } from "./http.ts";
import type { Where } from "./where.ts";

const PAGE = { perPage: 100 } as const;

/** A project of gitlab.com or of a server of one's own. */
export function gitlab({ api, repo: project, token, web }: Where, fetch: Fetch): Forge {
  const requesterFn = gitlabRequester(fetch);
  const options = { host: api.replace(/\/api\/v4$/, ""), token, requesterFn, queryTimeout: 0 };
  const users = new Users(options);
  let known: Promise<number> | undefined;
  const me = () => (known ??= users.showCurrentUser().then(({ id }) => id));
  return {
    ...notesOf(new MergeRequestNotes(options), project, web, me),
    mergedBy: (commit) => mergedBy(new Commits(options), project, commit),
    ...issuesOf(new Issues(options), new IssueNotes(options), project, me),
  };
}

type Me = () => Promise<number>;
type Notes = Pick<Forge, "ownComments" | "comment" | "edit" | "remove" | "changedBy">;

function notesOf(notes: MergeRequestNotes, project: string, web: string, me: Me): Notes {
  const entryOf = (iid: number, { id, body }: { readonly id: number; readonly body: string }): Entry => {
    return { id, body, url: `${web}/-/merge_requests/${iid}#note_${id}` };
  };
  return {
    ownComments: async (iid) => {
      const all = await notes.all(project, iid, { ...PAGE, sort: "asc", orderBy: "created_at" });
      const id = await me();
      return all
        .filter(({ author, system }) => author.id === id && !system)
        .map((note) => entryOf(iid, note));
    },
    comment: async (iid, body) => entryOf(iid, await notes.create(project, iid, body)),
    edit: async (iid, note, body) => {
      await notes.edit(project, iid, note, { body });
    },
    remove: async (iid, note) => {
      await notes.remove(project, iid, note);
    },
    // GitLab's notes tell their author, and not who edited them last.
    changedBy: async () => undefined,
  };
}

async function mergedBy(commits: Commits, project: string, commit: string): Promise<readonly number[]> {
  const all = await commits.allMergeRequests(project, commit, PAGE);
  const merged = all.filter(({ state }) => state === "merged");
  const itsOwn = merged.filter(({ merge_commit_sha: merge, squash_commit_sha: squash }) =>
    [merge, squash].includes(commit),
  );
  return [...itsOwn, ...merged.filter((request) => !itsOwn.includes(request))].map(({ iid }) => iid);
}

function issuesOf(
  issues: Issues,
  notes: IssueNotes,
  projectId: string,
  me: Me,
): Pick<Forge, "ownIssues" | "open" | "change" | "say"> {
  return {
    ownIssues: async () => {
      const authorId = await me();
      const asked = {
        projectId,
        authorId,
        scope: "all",
        orderBy: "created_at",
        sort: "asc",
        ...PAGE,
      } as const;
      return (await issues.all(asked)).filter(({ author }) => author.id === authorId).map(issueOf);
    },
    open: async (title, description) => issueOf(await issues.create(projectId, title, { description })),
    change: async (iid, change) => {
      await issues.edit(projectId, iid, changeOf(change));
    },
    say: async (iid, text) => {
      await notes.create(projectId, iid, text);
    },
  };
}

interface Issue {
  readonly iid: number;
  readonly title: string;
  readonly description: string | null;
  readonly web_url: string;
  readonly state: string;
}

function issueOf({ iid, title, description, web_url: url, state }: Issue): OwnIssue {
  return { id: iid, title, body: description ?? "", url, open: state === "opened" };
}

function changeOf({ title, body, open }: IssueChange) {
  return {
    ...(title === undefined ? {} : { title }),
    ...(body === undefined ? {} : { description: body }),
    ...(open === undefined ? {} : { stateEvent: open ? ("reopen" as const) : ("close" as const) }),
  };
}
