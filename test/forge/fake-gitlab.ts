import { type Asked, type Fault, paged, type Served, serveFake, type Told } from "./fake-server.ts";

export interface GitlabNote {
  readonly id: number;
  readonly author: number;
  body: string;
  readonly system?: boolean;
}

export interface GitlabIssue {
  readonly iid: number;
  readonly author: number;
  title: string;
  description: string;
  state: string;
  readonly notes: GitlabNote[];
}

/** What a project of GitLab holds, and who may do what. */
export interface GitlabState {
  /** User ids by token. */
  readonly tokens: Readonly<Record<string, number>>;
  readonly readOnly: readonly string[];
  readonly notes: Map<number, GitlabNote[]>;
  readonly issues: GitlabIssue[];
  readonly requests: Readonly<
    Record<
      string,
      readonly { iid: number; state: string; merge_commit_sha: string | null; squash_commit_sha: null }[]
    >
  >;
  readonly faults: Fault[];
}

export const ME = 7;
export const TOKEN = "glpat-secretsecretsecret";

export function gitlabState(over: Partial<GitlabState> = {}): GitlabState {
  return {
    tokens: { [TOKEN]: ME },
    readOnly: [],
    notes: new Map([[12, []]]),
    issues: [],
    requests: {},
    faults: [],
    ...over,
  };
}

/** Plays the parts of GitLab's API that comments need, for the project 42. Pages hold two entries, and filters are not known. */
export function serveGitlab(state: GitlabState): Promise<Served> {
  return serveFake((asked) => answer(state, asked), state.faults);
}

function answer(state: GitlabState, asked: Asked): Told {
  const token = String(asked.headers["private-token"]);
  const author = state.tokens[token];
  if (author === undefined) return { status: 401, body: { message: "401 Unauthorized" } };
  if (asked.path === "/api/v4/user") return { body: { id: author, username: "project_42_bot" } };
  if (asked.method !== "GET" && state.readOnly.includes(token))
    return {
      status: 403,
      body: { error: "insufficient_scope", error_description: "The request requires higher privileges" },
    };
  const found = /^\/api\/v4\/projects\/(?:42|acme\/users)(\/.*)$/.exec(asked.path);
  return (
    (found && route(state, asked, author, found[1] ?? "")) || {
      status: 404,
      body: { message: "404 Not found" },
    }
  );
}

function route(state: GitlabState, asked: Asked, author: number, path: string): Told | undefined {
  const [, first, second, third, fourth] = path.split("/");
  if (first === "repository") return paged(state.requests[third ?? ""] ?? [], asked, 2);
  if (first === "merge_requests") return notes(state.notes.get(Number(second)), asked, author, fourth);
  if (first !== "issues") return undefined;
  if (second === undefined) return issues(state, asked, author);
  const issue = state.issues.find(({ iid }) => iid === Number(second));
  if (third === "notes") return notes(issue?.notes, asked, author, fourth);
  return issue && asked.method === "PUT" ? edited(issue, asked) : undefined;
}

let last = 1000;

function notes(all: GitlabNote[] | undefined, asked: Asked, author: number, id?: string): Told | undefined {
  if (!all) return undefined;
  const found = all.find((note) => note.id === Number(id));
  if (asked.method === "GET") return paged(all.map(shownNote), asked, 2);
  if (asked.method === "POST") {
    last += 1;
    const made = { id: last, author, body: String(asked.body.body) };
    all.push(made);
    return { status: 201, body: shownNote(made) };
  }
  if (!found) return undefined;
  if (asked.method === "PUT") found.body = String(asked.body.body);
  else all.splice(all.indexOf(found), 1);
  return asked.method === "PUT" ? { body: shownNote(found) } : { status: 204 };
}

function issues(state: GitlabState, asked: Asked, author: number): Told {
  if (asked.method === "GET") {
    return paged(state.issues.map(shownIssue), asked, 2);
  }
  const { title, description } = asked.body;
  const iid = state.issues.length + 1;
  const made = {
    iid,
    author,
    title: String(title),
    description: String(description),
    state: "opened",
    notes: [],
  };
  state.issues.push(made);
  return { status: 201, body: shownIssue(made) };
}

function edited(issue: GitlabIssue, { body }: Asked): Told {
  const { state_event: event, ...texts } = body;
  Object.assign(issue, texts);
  if (event !== undefined) issue.state = event === "close" ? "closed" : "opened";
  return { body: shownIssue(issue) };
}

function shownNote({ author, system = false, ...note }: GitlabNote) {
  return { ...note, system, author: { id: author, username: `user${author}` } };
}

function shownIssue({ author, notes: _notes, ...issue }: GitlabIssue) {
  return {
    ...issue,
    author: { id: author },
    web_url: `https://gitlab.test/acme/users/-/issues/${issue.iid}`,
  };
}
