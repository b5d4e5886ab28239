import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Answer, type ApplyOptions, apply, type GusEvent, plan, type Result } from "../../src/index.ts";
import type { Plan } from "../../src/model/plan.ts";
import { type Parts, worldOf } from "../../src/simulator/build.ts";
import { createOrg, type Org, type OrgOptions } from "../../src/simulator/org.ts";
import { DEFAULT_CLIENT } from "../../src/simulator/tokens.ts";
import { type FakeClock, fakeClock, fakeEdges } from "../fake-clock.ts";
import { inProcess, ORIGIN } from "../laws/in-process.ts";

/** The library on an org, in a time that jumps over every wait: for what takes minutes by design. */
export interface FakeTime {
  readonly org: Org;
  readonly clock: FakeClock;
  readonly events: readonly GusEvent[];
  /** Plans from one definition file. Throws when there are problems. */
  plan(definitions: string): Promise<Plan>;
  apply(plan: Plan, options?: Partial<ApplyOptions>): Promise<Answer<Result>>;
  /** The pauses of one reason, in milliseconds. */
  pauses(reason: string): readonly number[];
}

export interface FakeTimeOptions extends OrgOptions {
  readonly parts: Parts;
  /** Where the times of calls are kept; nowhere when absent. */
  readonly stateDir?: string;
  /** Instead of a client's credentials. */
  readonly env?: Readonly<Record<string, string>>;
}

export async function inFakeTime(
  { parts, env = CLIENT, stateDir, ...options }: FakeTimeOptions,
  act: (time: FakeTime) => Promise<void>,
): Promise<void> {
  const clock = fakeClock({ auto: true });
  const org = createOrg({ world: worldOf(parts), ...options });
  const events: GusEvent[] = [];
  const around = {
    edges: fakeEdges({ clock, env: { GENESYSCLOUD_API_URL: ORIGIN, ...env } }),
    onEvent: (event: GusEvent) => void events.push(event),
  };
  const connection = { dispatcher: inProcess(org, clock), ...(stateDir !== undefined && { stateDir }) };
  const dir = await mkdtemp(join(tmpdir(), "gus-e2e-"));
  const time: FakeTime = {
    org,
    clock,
    events,
    plan: async (definitions) => {
      await writeFile(join(dir, "users.yaml"), definitions);
      const made = await plan({ paths: ["users.yaml"], cwd: dir, connection, ...around });
      if (!made.ok) throw new Error(made.problems.map(({ message }) => message).join("\n"));
      return made.value;
    },
    apply: (planned, { connection: further, ...more } = {}) =>
      apply({ plan: planned, connection: { ...connection, ...further }, ...around, ...more }),
    pauses: (reason) =>
      events.flatMap((event) => (event.type === "pause" && event.reason === reason ? [event.ms] : [])),
  };
  try {
    await act(time);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

const CLIENT = {
  GENESYSCLOUD_OAUTHCLIENT_ID: DEFAULT_CLIENT.id,
  GENESYSCLOUD_OAUTHCLIENT_SECRET: DEFAULT_CLIENT.secret,
};

/** The result of a run that took place. */
export function resultOf(answered: Answer<Result>): Result {
  if (!answered.ok) throw new Error(answered.problems.map(({ message }) => message).join("\n"));
  return answered.value;
}

/** So many users, and definitions that make a Lead of each. */
export function everybodyLeads(count: number): {
  readonly names: readonly string[];
  readonly parts: Parts;
  readonly definitions: string;
} {
  const names = Array.from({ length: count }, (_, i) => `agent${String(i).padStart(2, "0")}@example.com`);
  const users = names.map((email) => `  ${email}: { title: Lead }`);
  const definitions = ["version: 1", `rails: { change: ${count} }`, "users:", ...users].join("\n");
  return { names, parts: { users: names.map((email) => ({ email })) }, definitions };
}
