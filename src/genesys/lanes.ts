import { Lane, type LaneOptions } from "./lane.ts";
import { Latency } from "./latency.ts";

/** What a 429 says besides being one. */
export interface Asked {
  readonly retryAfterMs?: number;
  /** `limit.key` of the body, e.g. `client.credentials.token.rate.per.minute`. */
  readonly limitKey?: string;
  readonly limitValue?: number;
  readonly correlationId?: string;
}

export interface LanesOptions extends LaneOptions {
  /** Calls in flight at most, while round trips take their usual time. */
  readonly concurrency: number;
}

/** Lanes by credential: `client:<id>` or `token:<hash>`. Hand one to several sessions of a process that share a credential. */
export type Accounts = Map<string, Lanes>;

/**
 * The limits that calls of one credential run into. All calls share the general lane. A route gets a lane of its own besides when a 429
 * names a limit that is not the credential's, or when two episodes in a row met this route alone while as many calls of others went through.
 */
export class Lanes {
  readonly general: Lane;
  readonly latency: Latency;
  /** Calls of earlier processes count from when this has resolved. */
  recalled: Promise<void> | undefined;
  /** Somebody has asked for the organisation's limit. */
  asked = false;
  readonly #options: LanesOptions;
  readonly #named = new Map<string, Lane>();
  readonly #ofRoute = new Map<string, readonly Lane[]>();
  /** The route that the last episode met, and how many calls of its own and of others were let through since. */
  #suspect: { readonly route: string; own: number; others: number } | undefined;

  constructor(options: LanesOptions) {
    this.#options = options;
    this.general = new Lane("", options);
    this.latency = new Latency({ most: options.concurrency });
  }

  /** All the lanes that a call of this route takes at once, the general one first. */
  of(route: string): readonly Lane[] {
    return [this.general, ...(this.#ofRoute.get(route) ?? [])];
  }

  /** The lane that a 429 belongs to; opened when it has none. `begun`: it left after the general lane's last episode. */
  blame(route: string, asked: Asked, begun: boolean): Lane {
    const { limitKey } = asked;
    if (limitKey !== undefined) return isGeneral(limitKey) ? this.general : this.#open(limitKey, route);
    const own = this.#ofRoute.get(route)?.[0];
    if (own) return own;
    if (begun && this.#isAlone(route)) return this.#open(route, route);
    if (begun) this.#suspect = { route, own: 0, others: 0 };
    else if (this.#suspect?.route !== route) this.#suspect = undefined;
    return this.general;
  }

  /** A call of this route was let through after the last episode. */
  passed(route: string): void {
    if (this.#suspect) this.#suspect[this.#suspect.route === route ? "own" : "others"] += 1;
  }

  /** Whether this route alone is met again: others made at least as many calls meanwhile, so a limit of all would have met them too. */
  #isAlone(route: string): boolean {
    const suspect = this.#suspect;
    return suspect?.route === route && suspect.others > 0 && suspect.others >= suspect.own;
  }

  #open(key: string, route: string): Lane {
    // What was asked to be left to others is left of the limit that all calls share.
    const lane = this.#named.get(key) ?? new Lane(key, { ...this.#options, reserve: { calls: 0 } });
    const others = (this.#ofRoute.get(route) ?? []).filter((other) => other !== lane);
    this.#named.set(key, lane);
    this.#ofRoute.set(route, [lane, ...others]);
    return lane;
  }
}

/** The limits of namespace `platform.api` that count every call of a token, a user or the organisation. */
function isGeneral(limitKey: string): boolean {
  return /^(client\.credentials\.token|token|org\.app\.user|org\.user|org)\.rate\.per\.minute$/.test(
    limitKey,
  );
}
