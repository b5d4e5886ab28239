import type { ReadPath } from "../../../src/simulator/call.ts";
import type { Edit, Effect } from "../../../src/simulator/faults.ts";
import type { SimResponse } from "../../../src/simulator/http.ts";
import type { LimiterOptions } from "../../../src/simulator/limiters/create.ts";
import type { Org } from "../../../src/simulator/org.ts";
import type { Call, Command, Happening } from "../history.ts";
import type { Timeline } from "./timeline.ts";

/** A fault that strikes calls of some kind, from the nth on, so many times. */
export interface Strike {
  readonly effect: Effect;
  /** In words, where the effect has no words of its own. */
  readonly words?: string;
  readonly during: readonly Command[];
  /** `many`: reads of many users at once. `versionless`: writes that take no version. */
  readonly on: "read" | "many" | "write" | "versionless" | "mint" | "any";
  /** Only calls about this user. */
  readonly user?: string;
  readonly nth: number;
  readonly times: number;
}

/** The org, and whoever else works on it. Notes all that happens to its users. */
export class Platform {
  readonly org: Org;
  readonly #timeline: Timeline;
  readonly #note: (happening: Happening) => void;
  readonly #lag: Partial<Record<ReadPath, number>>;
  readonly #calls = new Map<number, Call>();
  readonly #seen = new Map<Strike, number>();
  #strikes: readonly Strike[];
  #noted = 0;

  constructor(
    org: Org,
    {
      strikes,
      lag,
    }: { readonly strikes: readonly Strike[]; readonly lag: Partial<Record<ReadPath, number>> },
    timeline: Timeline,
    note: (happening: Happening) => void,
  ) {
    this.org = org;
    this.#strikes = strikes;
    this.#lag = lag;
    this.#timeline = timeline;
    this.#note = note;
  }

  /** A call arrives. */
  receive(call: Call, headers: Readonly<Record<string, string>>, command: Command): SimResponse {
    const { org } = this;
    const effects = this.#striking(call, command);
    const away = org.faults.add(...effects);
    const { method, path, body } = call;
    this.#calls.set(org.log.length + 1, call);
    call.arrivedAt = this.#timeline.now;
    call.struck = effects.map(nameOf);
    call.lagMs = Math.max(
      this.#lag[readPathOf(call)] ?? 0,
      ...effects.map((effect) => (effect.kind === "lag" ? effect.ms : 0)),
    );
    const response = org.handle({ method, path, headers, body }, this.#timeline.now);
    away();
    call.status = response.status;
    Object.assign(call, askedBy(response));
    call.userIds = org.log.at(-1)?.userIds ?? [];
    this.#note({ at: this.#timeline.now, kind: "arrived", call });
    this.#noteWrites();
    for (const effect of effects) this.#awaitLate(effect);
    return response;
  }

  /** Somebody else edits a user. */
  edit(who: string, edit: Edit): void {
    this.org.edit(who, edit, this.#timeline.now);
    this.#noteWrites();
  }

  changeLimit(limiter: Partial<LimiterOptions>): void {
    this.org.changeLimit(limiter);
    this.#note({ at: this.#timeline.now, kind: "world", what: `the limit is now ${limiter.limit}` });
  }

  /** From now on nothing goes wrong any more. */
  calmDown(): void {
    this.#strikes = [];
  }

  #striking(call: Call, command: Command): readonly Effect[] {
    const fitting = this.#strikes.filter((strike) => fits(strike, call, command));
    return fitting.flatMap((strike) => {
      const seen = (this.#seen.get(strike) ?? 0) + 1;
      this.#seen.set(strike, seen);
      return seen >= strike.nth && seen < strike.nth + strike.times ? [strike.effect] : [];
    });
  }

  /** A write that is stored late is noted when it is. */
  #awaitLate(effect: Effect): void {
    if (!("applied" in effect) || typeof effect.applied !== "object") return;
    this.#timeline.after(effect.applied.late, () => {
      this.org.advance(this.#timeline.now);
      this.#noteWrites();
    });
  }

  #noteWrites(): void {
    for (const write of this.org.applied.slice(this.#noted)) {
      const call = write.by === "client" ? this.#calls.get(write.request) : undefined;
      this.#note({ at: write.at, kind: "stored", write, call });
    }
    this.#noted = this.org.applied.length;
  }
}

function fits({ during, on, user }: Strike, call: Call, command: Command): boolean {
  if (
    !during.includes(command) ||
    (user !== undefined && !call.path.includes(user) && !call.body.includes(user))
  )
    return false;
  if (on === "any") return true;
  const isMint = call.path === "/oauth/token";
  if (on === "versionless") return call.writes && /routing|\/bulk$|\/objects\//.test(call.path);
  if (on === "many") return call.path.startsWith("/api/v2/users?");
  return on === "mint" ? isMint : !isMint && call.writes === (on === "write");
}

/** How coverage counts an effect. */
export function nameOf(effect: Effect): string {
  const { kind } = effect;
  const applied = "applied" in effect ? effect.applied : undefined;
  const stored = typeof applied === "object" ? "late" : applied;
  if (kind === "throttle") return `throttle ${effect.retryAfter.form}`;
  if (kind === "second-writer") return `second writer ${effect.when}`;
  return [kind, stored].filter((part) => part !== undefined).join(" ");
}

/** Which of the platform's read paths, each with its own lag, a call takes. */
function readPathOf({ path }: Call): ReadPath {
  if (path.startsWith("/api/v2/users/search")) return "search";
  if (path.startsWith("/api/v2/users?")) return path.includes("id=") ? "ids" : "list";
  return /^\/api\/v2\/users\/[^/?]+(\?|$)/.test(path) ? "single" : "subresource";
}

/** What a 429 asks for in the form that the platform documents. */
function askedBy({ status, headers, body }: SimResponse): Pick<Call, "retryAfter" | "limitKey"> {
  const seconds = Number(headers["Retry-After"]);
  const limitKey = status === 429 ? /"key":"([^"]+)"/.exec(body)?.[1] : undefined;
  return {
    ...(status === 429 && seconds > 0 && seconds < 1e6 ? { retryAfter: seconds } : {}),
    ...(limitKey === undefined ? {} : { limitKey }),
  };
}
