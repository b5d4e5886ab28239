import { isDeepStrictEqual } from "node:util";
import { isObject, type Json } from "../../src/model/json.ts";
import type { Operation, Plan } from "../../src/model/plan.ts";
import type { SimUser } from "../../src/simulator/user.ts";
import type { Schedule } from "./draw/schedule.ts";
import type { Call, Happening } from "./history.ts";
import { type Stand, standOf } from "./stand.ts";

/** A user as stored from some moment on, and who made it so. */
export interface State {
  readonly at: number;
  readonly user: SimUser;
  readonly by: "start" | "client" | "second writer";
}

/** Everything that has happened so far, as invariants ask for it. */
export class Past {
  readonly schedule: Schedule;
  readonly happenings: Happening[] = [];
  readonly calls: Call[] = [];
  /** Edits of others lost between the compare and the write of a call that takes no version. */
  gapLosses = 0;
  /** The one plan that is applied, once it is made. */
  plan: Plan | undefined;
  /** What would be on the disk if the machine stopped now. */
  readonly synced: () => ReadonlyMap<string, string>;
  /** What whoever reads now finds there. */
  readonly written: () => ReadonlyMap<string, string>;
  readonly #states = new Map<string, State[]>();
  readonly #stands = new WeakMap<SimUser, Map<Operation, Stand>>();

  constructor(
    schedule: Schedule,
    users: readonly SimUser[],
    { synced, written }: Pick<Past, "synced" | "written">,
  ) {
    this.schedule = schedule;
    this.synced = synced;
    this.written = written;
    for (const user of users)
      this.#states.set(user.id, [{ at: Number.NEGATIVE_INFINITY, user, by: "start" }]);
  }

  add(happening: Happening): void {
    this.happenings.push(happening);
    if (happening.kind === "left") this.calls.push(happening.call);
    if (happening.kind === "end" && happening.command === "plan") this.plan ??= happening.plan;
    if (happening.kind !== "stored") return;
    const { userId, at, after, by } = happening.write;
    this.statesOf(userId).push({ at, user: after, by });
  }

  /** All that the org has stored of a user, in order. */
  statesOf(userId: string): State[] {
    return this.#states.get(userId) ?? [];
  }

  get userIds(): readonly string[] {
    return [...this.#states.keys()];
  }

  stateNow(userId: string): SimUser {
    const last = this.statesOf(userId).at(-1);
    if (!last) throw new Error(`Nobody has the id ${userId}`);
    return last.user;
  }

  /** What the org held at a moment. */
  stateAt(userId: string, at: number): SimUser | undefined {
    return this.statesOf(userId).findLast((state) => state.at <= at)?.user;
  }

  /** Every state that was live at some time from `from` to `to`. */
  statesDuring(userId: string, from: number, to = Number.POSITIVE_INFINITY): readonly State[] {
    const all = this.statesOf(userId);
    return all.filter(
      (state, index) => state.at <= to && (all[index + 1]?.at ?? Number.POSITIVE_INFINITY) >= from,
    );
  }

  stand(operation: Operation, user: SimUser): Stand {
    const known = this.#stands.get(user) ?? new Map<Operation, Stand>();
    this.#stands.set(user, known);
    const stand = known.get(operation) ?? standOf(operation, user);
    known.set(operation, stand);
    return stand;
  }

  /** When a life began. */
  startOf(life: number): number {
    return this.happenings.find((one) => one.kind === "start" && one.life === life)?.at ?? 0;
  }

  /** How far reads may look back, at most. */
  get longestLag(): number {
    return Math.max(0, ...this.calls.map(({ lagMs }) => lagMs ?? 0));
  }
}

/** The run that a life had a part in, as its journal says. */
export function runOf(life: number, { happenings }: Past): string | undefined {
  for (const one of happenings) {
    const run =
      one.kind === "disk" && one.life === life ? /"type":"run".*"run":"([^"]+)"/.exec(one.what) : null;
    if (run) return run[1];
  }
  return undefined;
}

/** When a life began to read back what it had written. */
export function readingBackSince(life: number, { happenings }: Past): number | undefined {
  return happenings.find(
    (one) =>
      one.kind === "event" && one.life === life && one.event.type === "stage" && one.event.stage === "verify",
  )?.at;
}

/** Whether a read asks for all that an operation changes. */
export function asksFor({ path }: Call, { changes }: Operation): boolean {
  const [place = "", query] = path.split("?");
  const expanded = new URLSearchParams(query).get("expand")?.split(",") ?? [];
  return changes.every(({ field }) => {
    const own = EXPANDED[field];
    return own === undefined || expanded.includes(field) || (own !== "" && place.endsWith(`/${own}`));
  });
}

/** Fields that a read shows only when it asks for them, and the path of their own where they have one. */
const EXPANDED: Readonly<Record<string, string>> = {
  skills: "routingskills",
  languages: "routinglanguages",
  profileSkills: "profileskills",
  locations: "",
  certifications: "",
  employerInfo: "",
};

/** Users whom a write is about. */
export function writtenUsers({ operation, body }: Pick<Call, "operation" | "body">): readonly string[] {
  if (!operation) return [];
  if (operation.users.length === 1) return operation.users.map(({ id }) => id);
  const sent = JSON.parse(body) as readonly Json[];
  return sent.map((one) => (isObject(one) ? String(one.id) : String(one)));
}

/** The operation of a plan that a call is: the same call with the same body, but for the version and users left out. */
export function operationOf(
  plan: Plan | undefined,
  call: Pick<Call, "method" | "path" | "body">,
): Operation | undefined {
  return plan?.operations.find((operation) => isCallOf(operation, call));
}

function isCallOf(
  { method, path, body, kind }: Operation,
  call: Pick<Call, "method" | "path" | "body">,
): boolean {
  if (method !== call.method || path !== call.path) return false;
  const sent = call.body === "" ? null : (JSON.parse(call.body) as Json);
  if (kind === "auto-answer" || kind === "move-division") return isPartOf(sent, body);
  return isDeepStrictEqual(withoutVersion(sent), body);
}

function isPartOf(sent: Json, planned: Json): boolean {
  if (!Array.isArray(sent) || !Array.isArray(planned)) return false;
  return sent.length > 0 && sent.every((one) => planned.some((other) => isDeepStrictEqual(one, other)));
}

function withoutVersion(body: Json): Json {
  if (!isObject(body)) return body;
  const { version: _version, ...rest } = body;
  return rest;
}
