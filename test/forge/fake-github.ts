import { type Asked, type Fault, paged, type Served, serveFake, type Told } from "./fake-server.ts";

export interface GithubComment {
  readonly id: number;
  readonly login: string;
  body: string;
  readonly editor?: string;
}

export interface GithubIssue extends GithubComment {
  readonly number: number;
  title: string;
  state: string;
  readonly pull?: true;
}

/** What a repository of GitHub holds, and who may do what. */
export interface GithubState {
  /** Logins by token. */
  readonly tokens: Readonly<Record<string, string>>;
  /** Tokens without a right to write. */
  readonly readOnly: readonly string[];
  readonly comments: Map<number, GithubComment[]>;
  readonly issues: GithubIssue[];
  readonly pulls: Readonly<
    Record<string, readonly { number: number; merged_at: string | null; merge_commit_sha: string }[]>
  >;
  readonly faults: Fault[];
  locked?: boolean;
}

export const BOT = "github-actions[bot]";
export const TOKEN = "ghs_secretsecretsecret";

export function githubState(over: Partial<GithubState> = {}): GithubState {
  return {
    tokens: { [TOKEN]: BOT },
    readOnly: [],
    comments: new Map([[12, []]]),
    issues: [],
    pulls: {},
    faults: [],
    ...over,
  };
}

/**
 * Plays the parts of GitHub's API that comments need, for the repository acme/users. Pages hold two entries, and lists hold what nobody
 * asked for, as a server does that does not know a filter.
 */
export function serveGithub(state: GithubState): Promise<Served> {
  return serveFake((asked) => answer(state, asked), state.faults);
}

function answer(state: GithubState, asked: Asked): Told {
  const { method, path } = asked;
  const token = String(asked.headers.authorization).replace(/^token /, "");
  const login = state.tokens[token];
  if (login === undefined) return refused(401, "Bad credentials");
  if (path === "/api/graphql") return graphql(state, asked, login);
  if (method !== "GET" && state.readOnly.includes(token))
    return refused(403, "Resource not accessible by integration");
  const found = /^\/api\/v3\/repos\/acme\/users(\/.*)$/.exec(path);
  return (found && route(state, asked, login, found[1] ?? "")) || refused(404, "Not Found");
}

function route(state: GithubState, asked: Asked, login: string, path: string): Told | undefined {
  const [, first, second, third] = path.split("/");
  if (first === "commits" && third === "pulls") return paged(state.pulls[second ?? ""] ?? [], asked, 2);
  if (first !== "issues") return undefined;
  if (second === undefined) return issues(state, asked, login);
  if (second === "comments") return oneComment(state, asked, Number(third));
  return third === "comments"
    ? comments(state, asked, login, Number(second))
    : oneIssue(state, asked, Number(second));
}

function comments(state: GithubState, asked: Asked, login: string, number: number): Told | undefined {
  const all = state.comments.get(number);
  if (!all) return undefined;
  if (asked.method === "GET") return paged(all.map(shownComment), asked, 2);
  if (state.locked) return refused(403, "Unable to create comment because issue is locked.");
  const body = String(asked.body.body);
  if (body.length > 65_536)
    return refused(422, "Validation Failed: body is too long (maximum is 65536 characters)");
  const made = { id: nextId(state), login, body };
  all.push(made);
  return { status: 201, body: shownComment(made) };
}

function oneComment(state: GithubState, asked: Asked, id: number): Told | undefined {
  const list = [...state.comments.values()].find((all) => all.some((one) => one.id === id));
  const found = list?.find((one) => one.id === id);
  if (!list || !found) return undefined;
  if (asked.method === "DELETE") {
    list.splice(list.indexOf(found), 1);
    return { status: 204 };
  }
  if (asked.method === "PATCH") found.body = String(asked.body.body);
  return { body: shownComment(found) };
}

function issues(state: GithubState, asked: Asked, login: string): Told {
  if (asked.method === "GET") {
    const wanted = asked.query.get("state");
    const all = state.issues.filter((one) => wanted === "all" || one.state === wanted);
    return paged(all.map(shownIssue), asked, 2);
  }
  const id = nextId(state);
  const made = {
    id,
    number: id,
    login,
    title: String(asked.body.title),
    body: String(asked.body.body),
    state: "open",
  };
  state.issues.push(made);
  state.comments.set(id, []);
  return { status: 201, body: shownIssue(made) };
}

function oneIssue(state: GithubState, asked: Asked, number: number): Told | undefined {
  const found = state.issues.find((one) => one.number === number);
  if (found && asked.method === "PATCH") Object.assign(found, asked.body);
  return found && { body: shownIssue(found) };
}

function graphql(state: GithubState, { body }: Asked, login: string): Told {
  if (String(body.query).includes("viewer")) return { body: { data: { viewer: { login } } } };
  const { id } = body.variables as { id: string };
  const found = [...state.comments.values()].flat().find((one) => `node-${one.id}` === id);
  const editor = found?.editor === undefined ? null : { login: found.editor.replace("[bot]", "") };
  return { body: { data: { node: { editor } } } };
}

function nextId(state: GithubState): number {
  const ids = [...[...state.comments.values()].flat(), ...state.issues].map(({ id }) => id);
  return Math.max(100, ...ids) + 1;
}

function shownComment({ id, login, body }: GithubComment) {
  return {
    id,
    node_id: `node-${id}`,
    body,
    user: { login },
    html_url: `https://github.test/acme/users/comment/${id}`,
  };
}

function shownIssue({ number, title, state, pull, ...entry }: GithubIssue) {
  const url = `https://github.test/acme/users/issues/${number}`;
  return {
    ...shownComment(entry),
    number,
    title,
    state,
    html_url: url,
    ...(pull ? { pull_request: {} } : {}),
  };
}

function refused(status: number, message: string): Told {
  return { status, body: { message, documentation_url: "https://docs.github.com/rest" } };
}
