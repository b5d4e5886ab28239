import {
  type Answer,
  type ApplyOptions,
  type ApplySettings,
  apply,
  type Connection,
  type GusEvent,
  type OnEvent,
  type Plan,
  type Result,
} from "../../src/index.ts";
import { type Parts, type Person, worldOf } from "../../src/simulator/build.ts";
import type { Fault } from "../../src/simulator/faults.ts";
import type { SimRequest, SimResponse } from "../../src/simulator/http.ts";
import { createOrg, type LogEntry, type Org } from "../../src/simulator/org.ts";
import type { Switches } from "../../src/simulator/switches.ts";
import { type FakeClock, fakeClock, fakeEdges } from "../fake-clock.ts";
import { expectValue, type Files, gusOn } from "../laws/gus.ts";
import { inProcess, ORIGIN } from "../laws/in-process.ts";

/** What the definitions ask of each user, by e-mail. */
export type Wishes = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface Scene {
  readonly people: readonly Person[];
  readonly wishes: Wishes;
  /** Names besides those that the people mention. */
  readonly names?: Omit<Parts, "users">;
  readonly switches?: Partial<Switches>;
  /** Armed once the plan is made. */
  readonly faults?: readonly Fault[];
  /** Answers in the org's place, and sees every request; undefined leaves the answer to the org. */
  readonly answer?: (request: SimRequest, stage: Stage) => SimResponse | undefined;
  readonly connection?: Connection;
  readonly settings?: Partial<ApplySettings>;
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
  readonly approved?: string;
  readonly maxAgeMs?: number;
}

/** An org with a plan for it, before the plan is applied. */
export interface Stage {
  readonly org: Org;
  readonly plan: Plan;
  /** The time of apply, which starts at 0 and jumps over every wait. */
  readonly clock: FakeClock;
  readonly events: readonly GusEvent[];
  /** Applies this plan, or another one in its place. */
  apply(plan?: Plan, more?: Partial<ApplyOptions>): Promise<Answer<Result>>;
}

export interface Applied extends Stage {
  readonly result: Result;
}

/** So fast that nothing waits; the rate has scenes of its own. */
const UNLIMITED = { limit: 1_000_000, windowMs: 60_000 };

/** Plans a scene without faults. */
export async function staged(scene: Scene): Promise<Stage> {
  const { people, wishes, names = { skills: ["Billing", "Chat"], languages: ["English"] } } = scene;
  const world = worldOf({ divisions: ["EMEA"], ...names, users: people });
  const org = createOrg({ world, switches: scene.switches ?? {}, limiter: { limit: 1_000_000 } });
  const plan = expectValue(await gusOn(org).plan(filesOf(wishes)));
  org.faults.add(...(scene.faults ?? []));
  const clock = fakeClock({ auto: true });
  const events: GusEvent[] = [];
  const stage: Stage = {
    org,
    plan,
    clock,
    events,
    apply: (other = plan, more = {}) => apply({ ...optionsFor(scene, stage, events, other), ...more }),
  };
  return stage;
}

/** Plans a scene, then applies it while its faults strike. */
export async function applied(scene: Scene): Promise<Applied> {
  const stage = await staged(scene);
  return { ...stage, result: expectValue(await stage.apply()) };
}

/** Definition files; JSON is YAML too. */
export function filesOf(users: Wishes): Files {
  return { "a.yaml": JSON.stringify({ version: 1, users }) };
}

/** What became of everybody's operations, in the order of the plan: `update applied`. */
export function told({ plan, result }: Pick<Applied, "plan" | "result">): Record<string, readonly string[]> {
  const kinds = new Map(plan.operations.map(({ opId, kind }) => [opId, kind]));
  const of = new Map<string, readonly string[]>();
  for (const { email, opId, status } of result.outcomes) {
    of.set(email, [...(of.get(email) ?? []), `${kinds.get(opId)} ${status}`]);
  }
  return Object.fromEntries(of);
}

/** Why a user's operations ended as they did. */
export function reasonsOf({ result }: Pick<Applied, "result">, email: string): readonly string[] {
  return result.outcomes.filter((outcome) => outcome.email === email).map(({ reason }) => reason);
}

/** Every write that reached the org, as `PATCH /api/v2/users/{userId} 200`. */
export function writes({ org }: Pick<Applied, "org">): readonly string[] {
  return writesOf(org).map(({ method, route, status }) => `${method} ${route} ${status}`);
}

export function writesOf({ log }: Org): readonly LogEntry[] {
  return log.filter(({ method, path }) => method !== "GET" && !path.includes("/search"));
}

/** An answer of Genesys with an error body. */
export function refusal(status: number, code: string, message: string): SimResponse {
  const headers = { "Content-Type": "application/json" };
  return { status, headers, body: JSON.stringify({ status, code, message }), delayMs: 0 };
}

/** 403 for want of a permission. */
export function forbidden(permission: string): SimResponse {
  const message = `Unable to perform the requested action. You are missing the following permission(s): ${permission}`;
  return refusal(403, "missing.permissions", message);
}

/** As many people as that, `p00@x.example` and on, all alike. */
export function crowd(count: number, alike: Partial<Person> = {}): readonly Person[] {
  return Array.from({ length: count }, (_, index) => ({ ...alike, email: emailOf(index) }));
}

export function emailOf(index: number): string {
  return `p${String(index).padStart(2, "0")}@x.example`;
}

/** The same wish for everybody. */
export function forAll(people: readonly Person[], wish: Wishes[string]): Wishes {
  return Object.fromEntries(people.map(({ email }) => [email, wish]));
}

function optionsFor(scene: Scene, stage: Stage, events: GusEvent[], plan: Plan): ApplyOptions {
  const { org, clock } = stage;
  const env = {
    GENESYSCLOUD_ACCESS_TOKEN: org.mint(clock.now()),
    GENESYSCLOUD_API_URL: ORIGIN,
    GENESYSCLOUD_LOGIN_URL: ORIGIN,
  };
  const answering: Org = {
    ...org,
    handle: (request, now) => scene.answer?.(request, stage) ?? org.handle(request, now),
  };
  const { settings, signal, approved, maxAgeMs } = scene;
  return {
    plan,
    edges: fakeEdges({ clock, env }),
    connection: { dispatcher: inProcess(answering, clock), rate: UNLIMITED, ...scene.connection },
    onEvent: (event) => {
      events.push(event);
      scene.onEvent?.(event);
    },
    ...(settings ? { settings } : {}),
    ...(signal ? { signal } : {}),
    ...(approved === undefined ? {} : { approved }),
    ...(maxAgeMs === undefined ? {} : { maxAgeMs }),
  };
}
