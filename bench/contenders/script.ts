import { skillsAfter, type Wish } from "../work.ts";
import type { Job } from "./contender.ts";

/** What scripts see of an answer. */
export interface Answer {
  readonly status: number;
  header(name: string): string | undefined;
  readonly json: unknown;
}

/** An HTTP client without any opinion: one request, whatever the answer. */
export type Http = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** What scripts read of a user. */
export interface ReadUser {
  readonly id: string;
  readonly version: number;
  readonly skills: readonly { readonly id: string; readonly proficiency: number }[];
}

export class HttpError extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`HTTP ${answer.status}`);
    this.answer = answer;
  }
}

export function httpOf({ network, token }: Pick<Job, "network" | "token">): Http {
  return async (method, path, body) => {
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
    const text = body === undefined ? "" : JSON.stringify(body);
    const response = await network({ method, path, headers, body: text });
    const lower = new Map(
      Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    return {
      status: response.status,
      header: (name) => lower.get(name.toLowerCase()),
      json: response.body === "" ? undefined : JSON.parse(response.body),
    };
  };
}

/** The answer of a call that went well; throws what did not. */
export function orThrow(answer: Answer): Answer {
  if (answer.status >= 400) throw new HttpError(answer);
  return answer;
}

/** Reads all active users before anything is written, 500 a page: what a script does that goes through a list. */
export async function readAll(http: Http): Promise<ReadonlyMap<string, ReadUser>> {
  const users = new Map<string, ReadUser>();
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const path = `/api/v2/users?pageSize=500&pageNumber=${page}&state=active&expand=skills`;
    const listing = orThrow(await http("GET", path)).json as {
      entities: readonly ReadUser[];
      pageCount: number;
    };
    for (const user of listing.entities) users.set(user.id, user);
    pages = listing.pageCount;
  }
  return users;
}

/** Reads one user anew. */
export async function readOne(http: Http, id: string): Promise<ReadUser> {
  return orThrow(await http("GET", `/api/v2/users/${id}?expand=skills`)).json as ReadUser;
}

/** Changes the profile, with the version that was read. */
export function patchProfile(http: Http, user: ReadUser, wish: Wish): Promise<Answer> {
  return http("PATCH", `/api/v2/users/${user.id}`, { version: user.version, title: wish.title });
}

/** Replaces all skills with what was read, changed as wished: the call that fits a list of skills in a payload. */
export function putSkills(http: Http, user: ReadUser, wish: Wish): Promise<Answer> {
  const skills = skillsAfter(user.skills, wish).map(({ id, proficiency }) => ({ id, proficiency }));
  return http("PUT", `/api/v2/users/${user.id}/routingskills/bulk`, skills);
}

export interface Step {
  readonly user: ReadUser;
  readonly wish: Wish;
}

/** Pairs wishes with users as read. */
export function stepsOf(wishes: readonly Wish[], users: ReadonlyMap<string, ReadUser>): readonly Step[] {
  return wishes.flatMap((wish) => {
    const user = users.get(wish.userId);
    return user ? [{ user, wish }] : [];
  });
}

/** One after the other; what throws is told, as a script would print it, and the next one follows. */
export async function oneByOne(
  wishes: readonly Wish[],
  update: (wish: Wish) => Promise<void>,
): Promise<ReadonlySet<string>> {
  const told = new Set<string>();
  for (const wish of wishes) {
    try {
      await update(wish);
    } catch {
      told.add(wish.userId);
    }
  }
  return told;
}
