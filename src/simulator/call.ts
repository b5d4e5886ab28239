import type { Json } from "../model/json.ts";
import type { Directory } from "./directory.ts";
import type { AppliedWrite } from "./ledger.ts";
import type { Chance } from "./random.ts";
import type { Refused } from "./refused.ts";
import type { Store } from "./store.ts";
import type { Switches } from "./switches.ts";
import type { SimUser } from "./user.ts";

/** Where a read looks; each may lag behind the writes by its own time. */
export type ReadPath = "list" | "ids" | "single" | "search" | "subresource" | "audit";

/** A request that passed authentication, ready for its route. */
export interface Call {
  readonly method: string;
  /** Path without query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly params: Readonly<Record<string, string>>;
  /** The parsed body; undefined when there is none. */
  readonly json: Json | undefined;
  readonly now: number;
  readonly clientId: string;
  /** The permissions of the client; all of them when absent. */
  readonly permissions: readonly string[] | undefined;
  readonly permits: (permission: string) => boolean;
  /** How far a read looks back, milliseconds. */
  readonly lagMs: (path: ReadPath) => number;
  /** The expand is left out of this user although it was asked for. */
  readonly withheld: (user: SimUser, expand: string) => boolean;
}

/** What the routes work with. They read it and return writes; only the org stores them. */
export interface Backend {
  readonly directory: Directory;
  readonly store: Store;
  readonly switches: Switches;
  /** Every write stored so far: what the audit log is made from. */
  readonly applied: readonly AppliedWrite[];
  readonly chance: Chance;
  /** Calls per minute that a token may make, as the limits namespace reports it. */
  readonly limitPerMinute: number;
}

/** What a route decided: the answer, and the users as they shall be stored. Nothing has happened yet. */
export interface Reply {
  readonly status: number;
  /** Undefined for an empty body. */
  readonly body?: Json | undefined;
  readonly writes: readonly SimUser[];
  /** Set when the call fails although it writes (a body of several users that is applied in part). */
  readonly refused?: Refused;
  /** The token of this call is dead from here on. */
  readonly revokesToken?: boolean;
}

export interface Route {
  readonly method: string;
  /** Pattern such as `/api/v2/users/{userId}`. */
  readonly path: string;
  /** Any of these permissions is enough; none needed when absent. */
  readonly needs?: readonly string[];
  readonly answer: (call: Call, backend: Backend) => Reply;
}

export function ok(body: Json | undefined, writes: readonly SimUser[] = []): Reply {
  return { status: 200, body, writes };
}

export function noContent(writes: readonly SimUser[] = []): Reply {
  return { status: 204, writes };
}
