import { describe, expect, it } from "vitest";
import {
  LONGEST_COMMENT,
  LONGEST_NOTE,
  renderPlanMarkdown,
  renderResultMarkdown,
} from "../../src/review/markdown.ts";
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
  planOf,
  rail,
  ref,
  resultOf,
  rollbackPlan,
  uuid,
  who,
} from "./samples.ts";

/** What stands outside every fold. */
function unfolded(markdown: string): string {
  return markdown.replaceAll(/<details>.*?<\/details>/gs, "");
}

describe("renderPlanMarkdown()", () => {
  it("shows one of everything as a reviewer reads it", async () => {
    await expect(renderPlanMarkdown(fullPlan())).toMatchFileSnapshot("golden/plan.md");
  });

  it("shows what a rollback brings back, and what it leaves as it is", async () => {
    await expect(renderPlanMarkdown(rollbackPlan())).toMatchFileSnapshot("golden/rollback.md");
  });

  it("never folds totals, rails, careful changes and hash", () => {
    const plan = fullPlan();
    const text = unfolded(renderPlanMarkdown(plan));
    expect(text).toContain("2 to update, 1 to deactivate, 0 to activate");
    expect(text).toContain("`--accept division=41`");
    expect(text).toContain("- cay@example.com, Cay Jones");
    expect(text).toContain("@@ Home → EMEA: 2 users @@");
    expect(text).toContain('! "bob@example.com" → "bob.smith@example.com"');
    expect(text).toContain("two contacts share media type and type");
    expect(text).toContain(plan.reviewHash);
  });

  it("cuts details of very many users, and says how many, but nothing that matters", () => {
    const large = largePlan(2000);
    const gone = operation("deactivate", ADA, [change(ADA.id, "state", "active", "inactive")]);
    const rails = [rail({ measured: 2001, verdict: "stands", message: "m" })];
    const text = renderPlanMarkdown({ ...large, rails, operations: [...large.operations, gone] });
    expect(text.length).toBeLessThanOrEqual(LONGEST_COMMENT);
    expect(text.length).toBeGreaterThan(LONGEST_COMMENT - 1000);
    expect(text).toMatch(/\*\*Cut to fit 65,536 characters:\*\* [\d,]+ lines of changes are left out/);
    expect(text).toMatch(/^… more of [\d,]+ users left out$/m);
    expect(unfolded(text)).toContain("Deactivated: 1 user");
    expect(text).toContain("--accept change=2001");
    expect(text).toContain(large.reviewHash);
    expect(text.match(/<details>/g)).toHaveLength((text.match(/<\/details>/g) ?? []).length);
  });

  it("counts the users of whom something is left out", () => {
    const text = renderPlanMarkdown(largePlan(2000));
    const phones = text.slice(text.indexOf("# phones"), text.indexOf("… more of"));
    const shown = new Set(phones.match(/^@@ agent\.\d+@/gm)).size;
    expect(shown).toBeGreaterThan(400);
    expect(text).toContain("\n… more of 2,000 users left out\n");
    expect(text).toContain('- 2,000 users: `+` <code>department</code> <code>"Care"</code>');
  });

  it("says in view what many users have in common, and lists them once", () => {
    const billing = ref(900, "Billing");
    const people = Array.from({ length: 41 }, (_, index) => ({
      id: uuid(index),
      email: `p${index}@example.com`,
    }));
    const operations = people.map((user, index) =>
      operation("merge-skills", user, [
        keyed(user.id, "skills", billing, null, 3, 7),
        ...(index === 0 ? [keyed(user.id, "skills", ref(901, "Chat"), 1, 2)] : []),
      ]),
    );
    const text = renderPlanMarkdown(planOf({ operations }));
    expect(unfolded(text)).toContain("- 41 users: `+` <code>skills.Billing</code> <code>3</code>\n");
    expect(text.match(/\+ skills\.Billing/g)).toHaveLength(1);
    expect(text).toContain(
      "@@ 41 users @@\n+ skills.Billing: 3  # definitions/care.yaml:7\n  p0@example.com, ",
    );
    for (const { email } of people) expect(text).toContain(email);
    expect(text).toContain("@@ p0@example.com @@\n- skills.Chat: 1\n+ skills.Chat: 2");
  });

  it("tells the first fifteen things that users have in common, and fits also when those are long", () => {
    const operations = Array.from({ length: 20 }, (_, skill) =>
      ref(skill, `${"<".repeat(300)}${skill}`),
    ).flatMap((skill, index) =>
      [ADA, BOB].map((user) =>
        operation("merge-skills", user, [
          keyed(user.id, "skills", skill, "<".repeat(900), `${index}${">".repeat(900)}`),
        ]),
      ),
    );
    const text = renderPlanMarkdown(planOf({ operations }));
    expect(text).toContain("- … 5 more that fewer users have in common\n");
    expect(text.match(/^- 2 users: /gm)).toHaveLength(15);
    const globs = Array.from({ length: 300 }, () => "<".repeat(200));
    const rails = [1, 2, 3].map((measured) =>
      rail({ measured, verdict: "stands", message: "<".repeat(1000) }),
    );
    const org = { id: "o", name: "<".repeat(900) };
    const longer = renderPlanMarkdown(planOf({ operations, rails, selection: globs, org }));
    expect(longer.length).toBeLessThanOrEqual(LONGEST_COMMENT);
    expect(longer).toContain(" and 290 more.");
  });

  it("tells changes by division, and drops whole divisions when there are too many", () => {
    const people = Array.from({ length: 1500 }, (_, index) => ({
      id: uuid(index),
      email: `p${index}@example.com`,
    }));
    const users = people.map((user, index) => ({
      ...who(user, "P"),
      division: ref(5000 + index, `D${index}`),
    }));
    const operations = people.map((user) =>
      operation("update", user, [change(user.id, "title", user.id, "x")]),
    );
    const text = renderPlanMarkdown(planOf({ operations, users }));
    expect(text).toContain("<summary>Changes in <code>D0</code>: 1 field of 1 user</summary>");
    expect(text.length).toBeLessThanOrEqual(LONGEST_COMMENT);
    const shown = (text.match(/<summary>Changes in/g) ?? []).length;
    const left = Number(/([\d,]+) lines of changes are left out/.exec(text)?.[1]?.replace(",", ""));
    expect(shown + left).toBe(1500);
    expect(renderPlanMarkdown(planOf({ operations, users }), LONGEST_NOTE)).not.toContain("left out");
  });

  it("shows of drift who is in another state or division outside every fold", () => {
    const text = renderPlanMarkdown(
      driftOf([
        change(ADA.id, "state", "inactive", "active"),
        change(BOB.id, "division", ref(950, "Home"), ref(902, "EMEA")),
        change(BOB.id, "title", "Agent", "Lead"),
      ]),
    );
    expect(unfolded(text)).toContain('@@ "inactive" → "active": 1 user @@');
    expect(unfolded(text)).toContain("@@ Home → EMEA: 1 user @@");
    expect(unfolded(text)).not.toContain("Lead");
    expect(text).toMatch(/^- title: "Agent"\n\+ title: "Lead"/m);
  });

  it("names the commands to go on with, but apply only for what can be applied", () => {
    const plan = { ...fullPlan(), applyable: true };
    expect(renderPlanMarkdown(plan)).toContain(`gus apply plan.json --approved ${plan.reviewHash} `);
    expect(renderPlanMarkdown(fullPlan())).not.toContain("gus apply");
    expect(renderPlanMarkdown({ ...plan, reviewHash: "x; rm -rf ~" })).not.toContain("gus apply");
  });

  it("keeps deactivations before division moves when even those are too many", () => {
    const { text, deactivated } = movedAndDeactivated(900);
    expect(deactivated.match(/p\d+@/g)).toHaveLength(900);
    expect(text).toContain("@@ A → B: 900 users @@");
    expect(text).not.toContain("left out");
  });

  it("cuts moves before deactivations when even those are too many, and says so at the top", () => {
    const { text, deactivated } = movedAndDeactivated(2000);
    expect(deactivated.match(/p\d+@/g)).toHaveLength(2000);
    expect(text.indexOf("**Cut to fit")).toBeLessThan(text.indexOf("**Deactivated"));
    expect(text).toMatch(/lines of moves and e-mail changes are left out/);
    expect(text).toMatch(/^… [\d,]+ more users left out$/m);
  });

  it("lets no hostile value leave its cell", async () => {
    const changes = HOSTILE.map((text) =>
      keyed(ADA.id, "title", ref(1, text), text, { id: "x", name: text }),
    );
    const text = renderPlanMarkdown(driftOf(changes, { org: { id: "o", name: HOSTILE.join("") } }));
    const lines = text.split("\n");
    const fenced = lines.slice(lines.indexOf("```diff") + 1, lines.indexOf("```"));
    expect(fenced.filter((line) => line.startsWith("+ title.") || line.startsWith("- title."))).toHaveLength(
      2 * HOSTILE.length,
    );
    expect(fenced.filter((line) => !/^(# |@@ |[+-] title\.)/.test(line))).toEqual([]);
    const outside = text
      .split("```diff")
      .map((part, index) => (index === 0 ? part : part.split("\n```\n")[1]))
      .join("");
    const tags = new Set(outside.match(/<[^>]*>/g));
    expect([...tags].sort()).toEqual([
      `<!-- gus:drift org=o root=definitions -->`,
      "</details>",
      "</summary>",
      "<details>",
      "<summary>",
    ]);
    expect(outside).not.toContain("@");
    expect(text.match(/<!--/g)).toHaveLength(1);
    expect(text).not.toMatch(OBEYED);
    await expect(text).toMatchFileSnapshot("golden/drift-hostile.md");
  });
});

describe("renderResultMarkdown()", () => {
  it("shows what is open in a fold and totals outside", async () => {
    const text = renderResultMarkdown(fullResult());
    expect(unfolded(text)).toContain("1 of 3 users as planned; 1 held, 1 failed, 1 skipped.");
    await expect(text).toMatchFileSnapshot("golden/result.md");
  });

  it("never folds who is held", () => {
    const text = unfolded(renderResultMarkdown(fullResult()));
    expect(text).toContain("**Held: 1 user**\n\n- <code>bob&#64;example.com</code>");
    expect(text).not.toContain("cay&#64;");
  });

  it("stays within the limit and states the cut", () => {
    const outcomes = Array.from({ length: 3000 }, (_, index) =>
      outcome({ id: uuid(index), email: `p${index}@example.com` }, "failed", { reason: "No." }),
    );
    const text = renderResultMarkdown(resultOf([...outcomes, outcome(BOB, "applied")]));
    expect(text.length).toBeLessThanOrEqual(LONGEST_COMMENT);
    expect(text).toMatch(/… [\d,]+ more users left out/);
  });
});

/** The comment on a plan that deactivates and moves so many users, and its part about the former. */
function movedAndDeactivated(length: number): { readonly text: string; readonly deactivated: string } {
  const people = Array.from({ length }, (_, index) => ({ id: uuid(index), email: `p${index}@example.com` }));
  const operations = people.flatMap((user) => [
    operation("deactivate", user, [change(user.id, "state", "active", "inactive")]),
    operation("move-division", user, [
      change(user.id, "division", { id: "a", name: "A" }, { id: "b", name: "B" }),
    ]),
  ]);
  const text = renderPlanMarkdown(planOf({ operations }));
  expect(text.length).toBeLessThanOrEqual(LONGEST_COMMENT);
  return { text, deactivated: text.slice(text.indexOf("Deactivated"), text.indexOf("Moved to")) };
}
