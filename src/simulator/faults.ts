import { sameRoute } from "./pattern.ts";
import type { Chance } from "./random.ts";
import type { RetryAfter } from "./throttled.ts";
import type { SimUser } from "./user.ts";

/** Which requests a fault strikes. Every member that is given must fit. */
export interface Where {
  readonly method?: string;
  /** A pattern as in the API's documentation, `/api/v2/users/{userId}`, or a path. */
  readonly route?: string;
  /** Id or e-mail of a user whom the request names in its path, its body or its `id` parameters. */
  readonly user?: string;
  /** From the nth fitting request on, counted from 1. */
  readonly nth?: number;
  /** How many requests it strikes at most: one when `nth` is given, else all. */
  readonly times?: number;
  /** Chance of striking a request that fits; 1 when absent. */
  readonly probability?: number;
}

/** Whether a write is stored although its answer says otherwise; `late` is milliseconds after arrival. */
export type Applied = "no" | "yes" | { readonly late: number };

/** An edit of a user, as another client would make it. */
export type Edit = Partial<SimUser> | ((user: SimUser) => Partial<SimUser>);

export type Effect =
  /** 408 or a 5xx. */
  | { readonly kind: "failure"; readonly status: 408 | 500 | 502 | 503 | 504; readonly applied?: Applied }
  /** The connection breaks without an answer. */
  | { readonly kind: "cut"; readonly applied: Applied }
  /** The answer that the write would have had, and nothing stored. */
  | { readonly kind: "silent-drop" }
  /** Something between turns the answer into a page of its own; the write is stored unless said otherwise. */
  | { readonly kind: "proxy"; readonly status?: number; readonly body?: string; readonly applied?: Applied }
  /** 429 with Retry-After in any form, naming a limit or not. */
  | {
      readonly kind: "throttle";
      readonly retryAfter: RetryAfter;
      readonly limit?: { readonly key: string; readonly namespace: string; readonly value: number };
    }
  /** The token endpoint's own limit: 400 with an OAuth error. */
  | { readonly kind: "mint-throttle" }
  /** The token of the request has expired or was revoked: 401 from here on. */
  | { readonly kind: "token-dies" }
  | { readonly kind: "forbidden"; readonly permissions: readonly string[] }
  | { readonly kind: "slow"; readonly ms: number }
  /** Reads show the state of so many milliseconds ago. */
  | { readonly kind: "lag"; readonly ms: number }
  /** The expand is missing for these users (ids or e-mails), or for a share of all; for all when neither is given. */
  | {
      readonly kind: "partial-expand";
      readonly expand: string;
      readonly users?: readonly string[];
      readonly share?: number;
    }
  /** Another client edits a user just before or just after; the first user of the request when `who` is absent. */
  | {
      readonly kind: "second-writer";
      readonly when: "before" | "after";
      readonly who?: string;
      readonly edit: Edit;
    };

export type Fault = Where & Effect;

/** What faults look at in a request. */
export interface Target {
  readonly method: string;
  readonly path: string;
  readonly route: string;
  readonly userIds: readonly string[];
}

export interface Faults {
  /** Adds faults; the function returned takes them away again. */
  add(...faults: readonly Fault[]): () => void;
  clear(): void;
  /** The faults that strike this request. Asking counts. */
  strike(target: Target): readonly Fault[];
}

interface Armed {
  readonly fault: Fault;
  seen: number;
  struck: number;
}

/** `idOf` turns an id or e-mail into an id. */
export function createFaults(
  initial: readonly Fault[],
  chance: Chance,
  idOf: (who: string) => string | undefined,
): Faults {
  let armed: readonly Armed[] = [];
  const add = (...faults: readonly Fault[]) => {
    const added = faults.map((fault) => ({ fault, seen: 0, struck: 0 }));
    armed = [...armed, ...added];
    return () => {
      armed = armed.filter((entry) => !added.includes(entry));
    };
  };
  add(...initial);
  return {
    add,
    clear: () => {
      armed = [];
    },
    strike: (target) =>
      armed
        .filter((entry) => fits(entry.fault, target, idOf) && strikes(entry, chance))
        .map((entry) => entry.fault),
  };
}

function fits(where: Where, target: Target, idOf: (who: string) => string | undefined): boolean {
  const { method, route, user } = where;
  return (
    (method === undefined || method === target.method) &&
    (route === undefined || route === target.path || sameRoute(route, target.route)) &&
    (user === undefined || target.userIds.includes(idOf(user) ?? user))
  );
}

function strikes(entry: Armed, chance: Chance): boolean {
  const { nth, times, probability } = entry.fault;
  entry.seen += 1;
  if (entry.seen < (nth ?? 1)) return false;
  if (entry.struck >= (times ?? (nth === undefined ? Number.POSITIVE_INFINITY : 1))) return false;
  if (probability !== undefined && !chance.flip(probability)) return false;
  entry.struck += 1;
  return true;
}
