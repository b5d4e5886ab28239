import { describe, expect, it } from "vitest";
import { idOf } from "../../src/simulator/build.ts";
import { inFakeTime, resultOf } from "./fake-time.ts";
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

describe("gus apply", () => {
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
    await onStage({ parts: PARTS, faults }, async ({ org, planned, gus, result }) => {
      await planned(DEFINITIONS);
      expect((await gus(["apply", "plan.json", "--report", "report.json"])).exit).toBe(3);
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
    await onStage({ parts: PARTS, faults }, async ({ org, planned, gus, result }) => {
      await planned(DEFINITIONS);
      expect((await gus(["apply", "plan.json", "--report", "report.json"])).exit).toBe(3);
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
    await onStage({ parts }, async ({ planned, gus, result, watch }) => {
      await planned(
        `version: 1\nusers:\n${names.map((name) => `  ${name}@example.com: { division: EMEA }`).join("\n")}\n`,
      );
      let refusals = 0;
      watch((request) => {
        if (!request.path.includes("/objects/USER") || refusals > 0) return undefined;
        refusals += 1;
        return refusal(409);
      });
      const run = await gus(["apply", "plan.json", "--report", "report.json"]);
      expect(run.exit).toBe(0);
      expect(statusesOf(await result("report.json"))).toEqual(
        names.map((name) => `${name}@example.com applied`),
      );
    });
  });

  it("compares and sends a call without version again when a 409 came of somebody else's write", async () => {
    await onStage({ parts: PARTS }, async ({ org, planned, gus, watch }) => {
      await planned("version: 1\nusers: { bob@example.com: { skills: { Billing: 4 } } }\n");
      let refusals = 0;
      watch((request) => {
        if (!request.path.endsWith("/routingskills/bulk") || refusals > 0) return undefined;
        refusals += 1;
        org.edit("bob@example.com", { department: "Sales" });
        return refusal(409);
      });
      expect((await gus(["apply", "plan.json"])).exit).toBe(0);
      expect(org.user("bob@example.com")).toMatchObject({
        department: "Sales",
        skills: [{ proficiency: 4 }],
      });
    });
  });
});

describe("apply() and a large run", () => {
  const users = Array.from({ length: 510 }, (_, index) => ({ email: `u${index}@example.com` }));
  const parts = { skills: ["Billing"], users };
  const definitions = (count: number, first: string) => {
    const entries = users
      .slice(0, count)
      .map(({ email }) => `  ${email}: { skills: { Billing: 3 }${first} }`);
    return `version: 1\nrails: { change: 600 }\nusers:\n${entries.join("\n")}\n`;
  };

  it("settles between the last profile write and routing, counted from that write", async () => {
    await inFakeTime({ parts }, async (time) => {
      const plan = await time.plan(definitions(510, ", title: Lead"));
      expect(plan.estimate.seconds).toBeGreaterThan(15 * 60);
      const result = resultOf(await time.apply(plan));
      expect(result.exitCode).toBe(0);
      const [pause = 0, ...more] = time.pauses("settle");
      expect(more).toEqual([]);
      const writes = writesIn(time.org.log);
      const lastProfile = writes.findLast(({ route }) => route === UPDATE.route)?.at ?? 0;
      const firstSkills = writes.find(({ route }) => route === SKILLS.route)?.at ?? 0;
      expect(firstSkills - lastProfile).toBeGreaterThanOrEqual(15 * 60_000);
      expect(pause).toBeLessThanOrEqual(15 * 60_000);
    });
  });

  it.each([
    ["a smaller run", 500, ", title: Lead", {}],
    ["no profile write", 510, "", {}],
    ["a settle of none", 510, ", title: Lead", { settleMs: 0 }],
  ])("does not settle with %s", async (_, count, first, settings) => {
    await inFakeTime({ parts }, async (time) => {
      const plan = await time.plan(definitions(count, first));
      expect(resultOf(await time.apply(plan, { settings })).exitCode).toBe(0);
      expect(time.pauses("settle")).toEqual([]);
    });
  });
});

/** Refuses every move of several users or of this one. */
function refusing(userId: string, status: number) {
  return ({ path, body }: { readonly path: string; readonly body: string }) =>
    path.includes("/objects/USER") && body.includes(userId) ? refusal(status) : undefined;
}

function refusal(status: number) {
  const body = JSON.stringify({ message: "Nothing here to change.", code: "not.now", status });
  return { status, headers: { "Content-Type": "application/json" }, body, delayMs: 0 };
}
