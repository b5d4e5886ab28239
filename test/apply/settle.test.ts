import { describe, expect, it } from "vitest";
import { beginRun } from "../../src/apply/apply.ts";
import { noteAccepted, type Run, record } from "../../src/apply/run.ts";
import { APPLY_DEFAULTS, type ApplySettings } from "../../src/apply/settings.ts";
import { settle } from "../../src/apply/settle.ts";
import { FIELDS } from "../../src/fields/registry.ts";
import type { Reader, Writer } from "../../src/genesys/client.ts";
import { NOTHING_EARLIER } from "../../src/journal/earlier.ts";
import { NO_JOURNAL } from "../../src/journal/journal.ts";
import type { GusEvent } from "../../src/model/event.ts";
import type { Operation } from "../../src/model/plan.ts";
import { type FakeClock, fakeClock, fakeEdges } from "../fake-clock.ts";
import { operation } from "./live-users.ts";
import { applied, crowd, forAll, staged } from "./stage.ts";

const MINUTE = 60_000;
const PROFILE = operation([]);

/** That many operations that write skills. */
function routing(count: number): readonly Operation[] {
  return Array.from({ length: count }, (_, index) =>
    operation([], { opId: `skills ${index}`, kind: "merge-skills", phase: "routing" }),
  );
}

interface Settling {
  readonly run: Run;
  readonly clock: FakeClock;
  readonly events: readonly GusEvent[];
}

/** A run that has read and written nothing yet. */
async function begun(settings: Partial<ApplySettings> = {}): Promise<Settling> {
  const { plan } = await staged({ people: crowd(1), wishes: forAll(crowd(1), { title: "Lead" }) });
  const clock = fakeClock({ auto: true });
  const events: GusEvent[] = [];
  const run = beginRun({
    plan,
    reader: NOBODY,
    writer: NOBODY,
    registry: FIELDS,
    settings: { ...APPLY_DEFAULTS, ...settings },
    edges: fakeEdges({ clock }),
    journal: NO_JOURNAL,
    earlier: NOTHING_EARLIER,
    onEvent: (event) => void events.push(event),
  });
  return { run, clock, events };
}

const refuse = () => Promise.reject(new Error("Nothing is called here"));
const NOBODY: Reader & Writer = {
  get: refuse,
  search: refuse,
  audits: refuse,
  glance: refuse,
  write: refuse,
};

describe("settle()", () => {
  it("waits 15 min after a profile write when more than 500 routing operations follow", async () => {
    const { run, clock, events } = await begun();
    noteAccepted(run, PROFILE, "ada");
    await settle(run, routing(501));
    expect(clock.monotonic()).toBe(15 * MINUTE);
    expect(events).toMatchObject([{ type: "pause", reason: "settle", ms: 15 * MINUTE }]);
  });

  it("waits for nothing when 500 follow", async () => {
    const { run, clock } = await begun();
    noteAccepted(run, PROFILE, "ada");
    await settle(run, routing(500));
    expect(clock.monotonic()).toBe(0);
  });

  it("waits for nothing when only routing was written", async () => {
    const { run, clock } = await begun();
    for (const one of routing(1)) noteAccepted(run, one, "ada");
    await settle(run, routing(501));
    expect(clock.monotonic()).toBe(0);
  });

  it("counts from the last accepted profile write, and takes the setting for its length", async () => {
    const { run, clock } = await begun({ settleMs: 5 * MINUTE });
    noteAccepted(run, PROFILE, "ada");
    await clock.sleep(MINUTE);
    noteAccepted(run, PROFILE, "bob");
    await clock.sleep(2 * MINUTE);
    await settle(run, routing(501));
    expect(clock.sleeps.at(-1)).toBe(3 * MINUTE);
  });

  it("is over when that long has passed anyway", async () => {
    const { run, clock } = await begun({ settleMs: 5 * MINUTE });
    noteAccepted(run, PROFILE, "ada");
    await clock.sleep(6 * MINUTE);
    await settle(run, routing(501));
    expect(clock.sleeps).toHaveLength(1);
  });

  it("leaves out operations that are done already", async () => {
    const { run, clock } = await begun();
    noteAccepted(run, PROFILE, "ada");
    const all = routing(501);
    const [done] = all;
    if (done) record(run, done, "ada", { status: "already-applied" });
    await settle(run, all);
    expect(clock.monotonic()).toBe(0);
  });

  it("lies between profile and routing of a whole run", async () => {
    const people = crowd(501);
    const run = await applied({ people, wishes: forAll(people, { title: "Lead", skills: { Billing: 2 } }) });
    expect(run.result.summary.applied).toBe(1002);
    expect(run.events.filter(({ type }) => type === "pause")).toMatchObject([{ ms: 15 * MINUTE }]);
    const at = (kind: string) => run.org.log.filter(({ route }) => route.includes(kind)).map(({ at }) => at);
    const profile = run.org.log.filter(
      ({ method, route }) => method === "PATCH" && !route.includes("routing"),
    );
    expect(Math.min(...at("routingskills")) - Math.max(...profile.map(({ at }) => at))).toBe(15 * MINUTE);
  });
});
