import { describe, expect, it } from "vitest";
import { LONGEST_COMMENT, renderPlanMarkdown, renderResultMarkdown } from "../../src/review/markdown.ts";
import {
  ADA,
  BOB,
  change,
  driftOf,
  fullPlan,
  fullResult,
  HOSTILE,
  largePlan,
  OBEYED,
  operation,
  outcome,
  planOf,
  rail,
  resultOf,
  rollbackPlan,
  uuid,
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
    expect(text).toContain("cay&#64;example.com");
    expect(text).toContain("<code>Home</code> → <code>EMEA</code>");
    expect(text).toContain('<code>"bob.smith&#64;example.com"</code>');
    expect(text).toContain(plan.reviewHash);
  });

  it("cuts details of very many users, and says how many, but nothing that matters", () => {
    const large = largePlan(2000);
    const gone = operation("deactivate", ADA, [change(ADA.id, "state", "active", "inactive")]);
    const rails = [rail({ measured: 2001, verdict: "stands", message: "m" })];
    const text = renderPlanMarkdown({ ...large, rails, operations: [...large.operations, gone] });
    expect(text.length).toBeLessThanOrEqual(LONGEST_COMMENT);
    expect(text.length).toBeGreaterThan(LONGEST_COMMENT - 1000);
    expect(text).toMatch(/… [\d,]+ more users; see the full plan/);
    expect(unfolded(text)).toContain("Deactivated: 1 user");
    expect(text).toContain("--accept change=2001");
    expect(text).toContain(large.reviewHash);
    expect(text.match(/<details>/g)).toHaveLength((text.match(/<\/details>/g) ?? []).length);
  });

  it("counts exactly the users left out", () => {
    const text = renderPlanMarkdown(largePlan(2000));
    const shown = new Set(text.match(/agent\.\d+&#64;/g)).size;
    const left = Number(/… ([\d,]+) more users/.exec(text)?.[1]?.replace(",", ""));
    expect(shown + left).toBe(2000);
  });

  it("keeps deactivations before division moves when even those are too many", () => {
    const people = Array.from({ length: 900 }, (_, index) => ({
      id: uuid(index),
      email: `p${index}@example.com`,
    }));
    const operations = people.flatMap((user) => [
      operation("deactivate", user, [change(user.id, "state", "active", "inactive")]),
      operation("move-division", user, [
        change(user.id, "division", { id: "a", name: "A" }, { id: "b", name: "B" }),
      ]),
    ]);
    const text = renderPlanMarkdown(planOf({ operations }));
    expect(text.length).toBeLessThanOrEqual(LONGEST_COMMENT);
    const deactivated = text.slice(text.indexOf("Deactivated"), text.indexOf("Moved to"));
    expect(deactivated.match(/^- /gm)).toHaveLength(900);
    expect(text).toMatch(/- … \d+ more users; see the full plan/);
  });

  it("lets no hostile value leave its cell", async () => {
    const changes = HOSTILE.map((text) => change(ADA.id, "title", text, { id: "x", name: text }));
    const text = renderPlanMarkdown(driftOf(changes, { org: { id: "o", name: HOSTILE.join("") } }));
    const rows = text.split("\n").filter((line) => line.startsWith("| <code>"));
    expect(rows).toHaveLength(HOSTILE.length);
    for (const row of rows) expect(row.split("|")).toHaveLength(8);
    const tags = new Set(text.match(/<[^>]*>/g));
    expect([...tags].sort()).toEqual([
      "</code>",
      "</details>",
      "</summary>",
      "<code>",
      "<details>",
      "<summary>",
    ]);
    expect(text).not.toMatch(/@|```/);
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

  it("stays within the limit and states the cut", () => {
    const outcomes = Array.from({ length: 3000 }, (_, index) =>
      outcome({ id: uuid(index), email: `p${index}@example.com` }, "failed", { reason: "No." }),
    );
    const text = renderResultMarkdown(resultOf([...outcomes, outcome(BOB, "applied")]));
    expect(text.length).toBeLessThanOrEqual(LONGEST_COMMENT);
    expect(text).toMatch(/… [\d,]+ more users; see the full report/);
  });
});
