import { describe, expect, it } from "vitest";
import { type ApplySettings, type GusEvent, Interrupted, type Plan } from "../../src/index.ts";
import { idOf } from "../../src/simulator/build.ts";
import { type FakeTime, inFakeTime, resultOf } from "./fake-time.ts";
import { onStage, statusesOf, writesIn } from "./stage.ts";

const UPDATE = { method: "PATCH", route: "/api/v2/users/{userId}" };
const SKILLS = { method: "PATCH", route: "/api/v2/users/{userId}/routingskills/bulk" };

const PARTS = {
  divisions: ["EMEA"],
  skills: ["Billing"],
  users: [
    { email: "ada@example.com", name: "Ada", state: "inactive" as const },
    { email: "bob@example.com", name: "Bob" },
    { email: "cay@example.com", name: "Cay" },
  ],
};
const DEFINITIONS = `version: 1
users:
  ada@example.com: { state: active, title: Lead, skills: { Billing: 5 }, division: EMEA }
  bob@example.com: { title: Lead, skills: { Billing: 4 } }
  cay@example.com: { state: inactive, title: Gone }
`;

describe.concurrent("gus apply", () => {
  it("deactivates first and activates last", async () => {
    await onStage({ parts: PARTS }, async ({ org, planned, gus }) => {
      await planned(DEFINITIONS);
      expect((await gus(["apply", "plan.json"])).exit).toBe(0);
      const states = writesIn(org.log).map(({ body }) => /"state":"(\w+)"/.exec(body)?.[1]);
      expect([states.indexOf("inactive"), states.indexOf("active")]).toEqual([0, states.length - 1]);
      const routing = writesIn(org.log).map(({ route }) => /routing|divisions/.test(route));
      expect(routing.lastIndexOf(false, -2)).toBeLessThan(routing.indexOf(true));
    });
  });

  it("activates nobody whose other changes were not all made", async () => {
    const faults = [
      {
        ...SKILLS,
        user: "ada@example.com",
        kind: "forbidden",
        permissions: ["routing:skill:assign"],
      } as const,
    ];
    await onStage({ parts: PARTS, faults }, async ({ org, planned, inProcess, result }) => {
      await planned(DEFINITIONS);
      expect((await inProcess(["apply", "plan.json", "--report", "report.json"])).exit).toBe(3);
      const report = await result("report.json");
      expect(statusesOf(report).filter((line) => line.startsWith("ada"))).toEqual([
        "ada@example.com applied",
        "ada@example.com failed",
        "ada@example.com skipped",
      ]);
      expect(report.outcomes.find(({ status }) => status === "skipped")?.reason).toMatch(
        /^activation waits until the user's other changes are made$/i,
      );
      expect(org.user("ada@example.com")).toMatchObject({ state: "inactive", title: "Lead" });
    });
  });

  it("goes on with a user's routing when the profile could not be written", async () => {
    const faults = [
      { ...UPDATE, user: "bob@example.com", kind: "forbidden", permissions: ["x:y:z"] } as const,
    ];
    await onStage({ parts: PARTS, faults }, async ({ org, planned, inProcess, result }) => {
      await planned(DEFINITIONS);
      expect((await inProcess(["apply", "plan.json", "--report", "report.json"])).exit).toBe(3);
      expect(statusesOf(await result("report.json"))).toEqual(
        expect.arrayContaining(["bob@example.com applied", "bob@example.com failed"]),
      );
      expect(org.user("bob@example.com").title).toBeUndefined();
      expect(org.user("bob@example.com").skills).toMatchObject([{ proficiency: 4 }]);
    });
  });

  it("halves a chunk of division moves until only the user fails who cannot be moved", async () => {
    const names = ["ada", "bob", "cay", "dee", "eve", "fay"];
    const parts = {
      divisions: ["EMEA"],
      users: names.map((name) => ({ email: `${name}@example.com`, name })),
    };
    await onStage({ parts }, async ({ org, planned, gus, result, watch }) => {
      const plan = await planned(
        `version: 1\nusers:\n${names.map((name) => `  ${name}@example.com: { division: EMEA }`).join("\n")}\n`,
      );
      expect(plan.operations).toHaveLength(1);
      watch(refusing(idOf("user", "dee@example.com"), 404));
      expect((await gus(["apply", "plan.json", "--report", "report.json"])).exit).toBe(3);
      expect(statusesOf(await result("report.json"))).toEqual(
        names.map((name) => `${name}@example.com ${name === "dee" ? "failed" : "applied"}`),
      );
      const moved = org.applied.map(({ userId }) => org.user(userId).name);
      expect(moved.toSorted()).toEqual(names.filter((name) => name !== "dee"));
    });
  });
});

describe("apply()", () => {
  it("tells everybody's outcome when a chunk is refused with 409", async () => {
    const names = ["ada", "bob", "cay"];
    const parts = {
      divisions: ["EMEA"],
      users: names.map((name) => ({ email: `${name}@example.com`, name })),
    };
    await onStage({ parts }, async ({ planned, inProcess, result, watch }) => {
      await planned(
        `version: 1\nusers:\n${names.map((name) => `  ${name}@example.com: { division: EMEA }`).join("\n")}\n`,
      );
      let refusals = 0;
      watch((request) => {
        if (!request.path.includes("/objects/USER") || refusals > 0) return undefined;
        refusals += 1;
        return refusal(409);
      });
      const run = await inProcess(["apply", "plan.json", "--report", "report.json"]);
      expect(run.exit).toBe(0);
      expect(statusesOf(await result("report.json"))).toEqual(
        names.map((name) => `${name}@example.com applied`),
      );
    });
  });

  it("compares and sends a call without version again when a 409 came of somebody else's write", async () => {
    await onStage({ parts: PARTS }, async ({ org, planned, inProcess, watch }) => {
      await planned("version: 1\nusers: { bob@example.com: { skills: { Billing: 4 } } }\n");
      let refusals = 0;
      watch((request) => {
        if (!request.path.endsWith("/routingskills/bulk") || refusals > 0) return undefined;
        refusals += 1;
        org.edit("bob@example.com", { department: "Sales" });
        return refusal(409);
      });
      expect((await inProcess(["apply", "plan.json"])).exit).toBe(0);
      expect(org.user("bob@example.com")).toMatchObject({
        department: "Sales",
        skills: [{ proficiency: 4 }],
      });
    });
  });
});

describe("apply() and a large run", () => {
  const users = Array.from({ length: 501 }, (_, index) => ({ email: `u${index}@example.com` }));
  const parts = { skills: ["Billing"], users };
  const skillsOf = (count: number) =>
    users.slice(0, count).map(({ email }) => `  ${email}: { skills: { Billing: 3 } }`);
  const definitions = (count: number, title: string) =>
    `version: 1\nrails: { change: 600 }\nusers:\n${skillsOf(count).join("\n").replace("}", title)}\n`;

  it("settles between the last profile write and routing, counted from that write", async () => {
    await inFakeTime({ parts }, async (time) => {
      const plan = await time.plan(definitions(501, "}, title: Lead"));
      expect(plan.estimate.seconds).toBeGreaterThan(15 * 60);
      expect(await pausesUntilRouting(time, plan)).toEqual(["settle"]);
      const writes = writesIn(time.org.log);
      const profile = writes.find(({ route }) => route === UPDATE.route)?.at ?? 0;
      const skills = writes.find(({ route }) => route === SKILLS.route)?.at ?? 0;
      expect(skills - profile).toBeGreaterThanOrEqual(15 * 60_000);
      expect(skills - profile).toBeLessThan(16 * 60_000);
    });
  });

  it("settles also when the profile write was answered with a 504 and made all the same", async () => {
    await inFakeTime({ parts }, async (time) => {
      const plan = await time.plan(definitions(501, "}, title: Lead"));
      time.org.faults.add({ ...UPDATE, nth: 1, kind: "failure", status: 504, applied: "yes" });
      expect(await pausesUntilRouting(time, plan)).toEqual(["backoff", "settle"]);
    });
  });

  it.each([
    ["fewer routing operations", 500, "}, title: Lead", {}],
    ["no profile write", 501, "}", {}],
    ["a settle of none", 501, "}, title: Lead", { settleMs: 0 }],
  ])("does not settle with %s", async (_, count, title, settings) => {
    await inFakeTime({ parts }, async (time) => {
      const plan = await time.plan(definitions(count, title));
      expect(await pausesUntilRouting(time, plan, settings)).toEqual([]);
    });
  });
});

/** Applies a plan up to its first routing write. Answers the reasons of all pauses. */
async function pausesUntilRouting(
  time: FakeTime,
  plan: Plan,
  settings: Partial<ApplySettings> = {},
): Promise<readonly string[]> {
  const enough = new AbortController();
  const pauses: string[] = [];
  const onEvent = (event: GusEvent) => {
    if (event.type === "pause") pauses.push(event.reason);
    if (event.type === "call" && event.route.endsWith("/routingskills/bulk"))
      enough.abort(new Interrupted(130));
  };
  const result = resultOf(await time.apply(plan, { settings, onEvent, signal: enough.signal }));
  expect(result.summary.applied).toBeGreaterThan(0);
  return pauses;
}

/** Refuses every move of several users or of this one. */
function refusing(userId: string, status: number) {
  return ({ path, body }: { readonly path: string; readonly body: string }) =>
    path.includes("/objects/USER") && body.includes(userId) ? refusal(status) : undefined;
}

function refusal(status: number) {
  const body = JSON.stringify({ message: "Nothing here to change.", code: "not.now", status });
  return { status, headers: { "Content-Type": "application/json" }, body, delayMs: 0 };
}
