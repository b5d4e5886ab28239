import { describe, expect, it } from "vitest";
import type { Plan } from "../../src/model/plan.ts";
import { renderPlanText, renderResultText } from "../../src/review/text.ts";
import {
  ADA,
  BOB,
  change,
  driftOf,
  fullPlan,
  fullResult,
  HOSTILE,
  keyed,
  largePlan,
  OBEYED,
  operation,
  outcome,
  PLAIN,
  planOf,
  rail,
  ref,
  resultOf,
  rollbackPlan,
  uuid,
  who,
} from "./samples.ts";

function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1) ?? "";
}

describe("renderPlanText()", () => {
  it("shows one of everything as a reviewer reads it", async () => {
    await expect(renderPlanText(fullPlan(), PLAIN)).toMatchFileSnapshot("golden/plan.txt");
  });

  it("shows what a rollback brings back, and what it leaves as it is", async () => {
    await expect(renderPlanText(rollbackPlan(), PLAIN)).toMatchFileSnapshot("golden/rollback.txt");
  });

  it("closes a rollback without calls with what is left, if anything is", () => {
    const nothing = { ...rollbackPlan(), operations: [], notUndone: [] };
    const closing = (plan: Plan) => lastLine(renderPlanText(plan, PLAIN));
    expect(closing(nothing)).toBe("Nothing to roll back: live users are as before the run.");
    expect(closing({ ...rollbackPlan(), operations: [] })).toBe(
      "No calls to make; 3 values are not rolled back.",
    );
  });

  it("shows hostile values as text", async () => {
    const changes = HOSTILE.map((text, index) =>
      keyed(ADA.id, "skills", ref(300 + index, text), text, text.slice(0, 3), index + 1),
    );
    const plan = planOf({ operations: [operation("merge-skills", ADA, changes)], summary: { update: 1 } });
    await expect(renderPlanText(plan, PLAIN)).toMatchFileSnapshot("golden/plan-hostile.txt");
  });

  it("closes with users, calls and time, thousands separated", () => {
    const text = renderPlanText(largePlan(2000), PLAIN);
    expect(lastLine(text)).toBe(
      "2,000 to update, 0 to deactivate, 0 to activate (of 2,000 managed; 2,003 calls, about 9 s at 300/min).",
    );
    expect(text).toContain("2,000 × PATCH  /api/v2/users/{id}  profile fields");
  });

  it("says that nothing changes when nothing does", async () => {
    const text = renderPlanText(planOf(), PLAIN);
    expect(lastLine(text)).toBe("No changes. Live users match the definitions.");
    await expect(text).toMatchFileSnapshot("golden/plan-empty.txt");
  });

  it("leaves rails out when there is nothing to measure", () => {
    const rails = [rail({ measured: 0 }), rail({ rule: "drain", measured: 0, limit: 0 })];
    expect(renderPlanText(planOf({ rails }), PLAIN)).not.toContain("Rails");
    expect(renderPlanText(planOf({ rails: [...rails, rail({ measured: 1 })] }), PLAIN)).toContain("Rails");
  });

  it("never says that everything matches while something is unread or differs", () => {
    const unread = [{ userId: ADA.id, email: ADA.email, field: "phones", why: "x" }];
    expect(lastLine(renderPlanText(planOf({ unread }), PLAIN))).toBe(
      "No changes in what could be read; 1 field of 1 user could not be read.",
    );
    const differences = [change(ADA.id, "title", "a", "b")];
    expect(lastLine(renderPlanText(planOf({ differences }), PLAIN))).toBe(
      "No calls to make, but 1 user differs from the definitions.",
    );
    expect(lastLine(renderPlanText(planOf({ errored: true }), PLAIN))).toBe(
      "An error ended the planning; nothing can be applied.",
    );
  });

  it("signs what is set, cleared and changed", () => {
    const changes = [
      change(ADA.id, "title", null, "a"),
      change(ADA.id, "department", "b", null),
      change(ADA.id, "name", "c", "d"),
    ];
    const text = renderPlanText(planOf({ operations: [operation("update", ADA, changes)] }), PLAIN);
    expect(text).toContain('  + title: (unset) → "a"');
    expect(text).toContain('  - department: "b" → (unset)');
    expect(text).toContain('  ~ name: "c" → "d"');
  });

  it("shows every change exactly once, careful ones apart", () => {
    const text = renderPlanText(fullPlan(), PLAIN);
    const changes = fullPlan().operations.flatMap((op) => op.changes);
    const lines = text.split("\n").filter((line) => /^ {2}[+~-] /.test(line));
    expect(lines).toHaveLength(changes.length);
    const careful = text.slice(text.indexOf("Needs a careful look"), text.indexOf("Changes"));
    expect(careful.match(/^ {2}[+~-] /gm)).toHaveLength(4);
  });

  it("sorts users by e-mail and names inactive ones", () => {
    const users = [who(BOB, "Bob", false), who(ADA, "Ada")];
    const differences = [change(BOB.id, "title", "a", "b"), change(ADA.id, "title", "a", "b")];
    const text = renderPlanText(driftOf(differences, { users }), PLAIN);
    expect(text.indexOf("ada@example.com  Ada\n")).toBeGreaterThan(0);
    expect(text.indexOf("bob@example.com  Bob  (inactive)")).toBeGreaterThan(text.indexOf(ADA.email));
  });

  it("shows where two long values begin to differ", () => {
    const long = "x".repeat(5000);
    const plan = driftOf([change(ADA.id, "title", `${long}old`, `${long}new`)]);
    expect(renderPlanText(plan, PLAIN)).toContain('xold" → …xxxxxxxxxxxxxxxxxxxxnew"');
  });

  it("gives the override of a rail that stands and nothing to copy for others", () => {
    const rails = [
      rail({ rule: "division", measured: 1041, limit: 20, verdict: "stands", message: "m" }),
      rail({}),
    ];
    const text = renderPlanText(planOf({ rails }), PLAIN);
    expect(text).toContain("--accept division=1041\n");
    expect(text).toContain("STANDS    division: 1,041, limit 20");
    expect(text.match(/--accept/g)).toHaveLength(1);
  });

  it("hides ids in routes whatever they look like", () => {
    const op = operation("update", { id: "u1", email: "a@b.c" }, [], { path: "/api/v2/users/u1" });
    expect(renderPlanText(planOf({ operations: [op] }), PLAIN)).toContain("/api/v2/users/{id}");
  });

  it("adds only colours when colours are wanted", () => {
    const colored = renderPlanText(fullPlan(), { color: true });
    expect(colored).toContain("\u001b[32m+\u001b[39m department");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
    expect(colored.replaceAll(/\u001b\[\d+m/g, "")).toBe(renderPlanText(fullPlan(), PLAIN));
  });
});

describe("renderPlanText() of drift", () => {
  it("lists differences by user and counts them", async () => {
    const differences = [
      change(ADA.id, "title", "Lead", "Agent", 12),
      change(ADA.id, "division", ref(950, "Home"), ref(902, "EMEA"), 5),
      keyed(BOB.id, "skills", ref(900, "Billing"), 2, null, 3),
    ];
    const users = [who(ADA, "Ada Lovelace"), who(BOB, "Bob Smith")];
    const text = renderPlanText(driftOf(differences, { users }), PLAIN);
    expect(lastLine(text)).toBe("2 users differ from the definitions (of 2,000 managed).");
    await expect(text).toMatchFileSnapshot("golden/drift.txt");
  });

  it("has the right form for one user, and for none", () => {
    expect(lastLine(renderPlanText(driftOf([change(ADA.id, "title", "a", "b")]), PLAIN))).toBe(
      "1 user differs from the definitions (of 2,000 managed).",
    );
    expect(lastLine(renderPlanText(driftOf([]), PLAIN))).toBe("No drift. Live users match the definitions.");
  });
});

describe("renderResultText()", () => {
  it("lists what is open, why, and what to do", async () => {
    await expect(renderResultText(fullResult(), PLAIN)).toMatchFileSnapshot("golden/result.txt");
  });

  it("is short when everything is done", async () => {
    const result = resultOf([outcome(ADA, "applied"), outcome(BOB, "applied")]);
    await expect(renderResultText(result, PLAIN)).toMatchFileSnapshot("golden/result-clean.txt");
  });

  it("says that nothing was sent when all was as planned before", () => {
    const result = resultOf([outcome(ADA, "already-applied")]);
    expect(renderResultText(result, PLAIN)).toContain(
      "Already applied: live users are as planned, nothing was sent.",
    );
  });

  it("says why the run stopped and that it can go on", async () => {
    const reason = "The run stopped before this call.";
    const result = resultOf(
      [
        outcome(ADA, "applied"),
        outcome(BOB, "not-sent", { reason }),
        outcome({ id: uuid(9), email: "zoe@example.com" }, "not-sent", { reason }),
      ],
      {
        stopped: {
          code: "throttled",
          message: "Genesys asked for a pause of 240 s; the longest that gus waits is 180 s.",
        },
      },
    );
    await expect(renderResultText(result, PLAIN)).toMatchFileSnapshot("golden/result-stopped.txt");
  });

  it("escapes reasons that a server wrote", () => {
    for (const text of HOSTILE) {
      const rendered = renderResultText(resultOf([outcome(ADA, "failed", { reason: text })]), PLAIN);
      expect(rendered).not.toMatch(OBEYED);
    }
  });
});
