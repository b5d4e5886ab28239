import { request } from "@octokit/request";
import { isObject } from "../model/json.ts";
import { ForgeError } from "./forge-error.ts";
import type { Fetch } from "./http.ts";
import type { Where } from "./where.ts";

/** The client of GitHub, for one repository and one token. */
export interface GithubApi {
  readonly call: typeof request;
  readonly at: { readonly owner: string; readonly repo: string };
  /** The login of the token's owner. An app's token has no right to ask REST for it; GraphQL tells every token. */
  me(): Promise<string>;
  graphql(query: string, variables?: Readonly<Record<string, string>>): Promise<unknown>;
}

/** The client is silent: by itself it would warn on the console. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

export function githubApi({ api, repo: path, token }: Where, fetch: Fetch): GithubApi {
  const [owner = "", repo = ""] = path.split("/");
  const headers = { authorization: `token ${token}`, "user-agent": "genesys-user-state" };
  const call = unwrapped(request.defaults({ baseUrl: api, headers, request: { fetch, log: SILENT } }));
  const graphql: GithubApi["graphql"] = async (query, variables = {}) => {
    // An Enterprise server has it beside /api/v3.
    const { data } = await call("POST /graphql", { baseUrl: api.replace(/\/v3$/, ""), query, variables });
    if (isObject(data) && isObject(data.data)) return data.data;
    throw new ForgeError(`GraphQL: ${JSON.stringify(data?.errors ?? data).slice(0, 300)}`, { status: 400 });
  };
  let login: Promise<string> | undefined;
  const me = () => (login ??= graphql("{ viewer { login } }").then(loginIn));
  return { call, at: { owner, repo }, me, graphql };
}

function loginIn(answer: unknown): string {
  const viewer = isObject(answer) ? answer.viewer : undefined;
  if (isObject(viewer) && typeof viewer.login === "string") return viewer.login;
  throw new ForgeError("the server does not tell whose token this is", { status: 400 });
}

/** The client wraps what our own `fetch` throws. */
function unwrapped(call: typeof request): typeof request {
  return new Proxy(call, {
    apply: async (target, self, args) => {
      try {
        return await Reflect.apply(target, self, args);
      } catch (error) {
        if (!(error instanceof Error) || error.name === "AbortError") throw error;
        throw error.cause instanceof Error ? error.cause : new ForgeError(error.message, { status: 400 });
      }
    },
  });
}

interface Page<T> {
  readonly data: readonly T[];
  readonly headers: { readonly link?: string | undefined };
}

/** Every page of a list. */
export async function pages<T>(read: (page: number) => Promise<Page<T>>): Promise<readonly T[]> {
  const all: T[] = [];
  for (let page = 1; ; page += 1) {
    const { data, headers } = await read(page);
    all.push(...data);
    if (!headers.link?.includes('rel="next"')) return all;
  }
}
