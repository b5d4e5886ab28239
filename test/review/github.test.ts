import { describe, expect, it } from "vitest";
import { renderPlanOutputs, renderResultOutputs } from "../../src/review/github-output.ts";
import { LARGEST_SUMMARY, renderPlanSummary, renderResultSummary } from "../../src/review/github-summary.ts";
import {
  ADA,
  change,
  driftOf,
  fullPlan,
  fullResult,
  largePlan,
  operation,
  planOf,
  resultOf,
} from "./samples.ts";

describe("renderPlanSummary()", () => {
  it("shows one of everything, nothing of it folded", async () => {
    const text = renderPlanSummary(fullPlan());
    expect(text).not.toContain("<details>");
    await expect(text).toMatchFileSnapshot("golden/github-summary.md");
  });

  it("is at most what GitHub takes, counted in bytes, and says what was left out", () => {
    const changes = (id: string) => [change(id, "title", null, `${id} ${"日".repeat(150)}`)];
    const people = Array.from({ length: 5000 }, (_, index) => ({ id: `u${index}`, email: `é${index}` }));
    const operations = people.map((user) => operation("update", user, changes(user.id)));
    const text = renderPlanSummary(planOf({ operations }));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LARGEST_SUMMARY);
    expect(Buffer.byteLength(text)).toBeGreaterThan(LARGEST_SUMMARY - 2000);
    expect(text).toMatch(/Cut to fit 1,048,575 bytes/);
    expect(text).toMatch(/… more of [\d,]+ users left out/);
  });

  it("shows changes that a comment has no room for", () => {
    expect(renderPlanSummary(largePlan(1000))).not.toContain("more users");
  });
});

describe("renderResultSummary()", () => {
  it("shows what is open, and ends so that another summary may follow", async () => {
    const text = renderResultSummary(fullResult());
    expect(text).toMatch(/\n\n$/);
    await expect(text).toMatchFileSnapshot("golden/github-summary-result.md");
  });
});

describe("renderPlanOutputs()", () => {
  it("tells counts, hashes and what is true of a plan", async () => {
    await expect(renderPlanOutputs(fullPlan())).toMatchFileSnapshot("golden/github-output-plan.txt");
  });

  it.each([
    [driftOf([change(ADA.id, "title", "a", "b")]), 2],
    [driftOf([]), 0],
    [planOf({ operations: [operation("update", ADA, [])] }), 2],
    [planOf({ complete: false }), 3],
  ])("tells the exit code as if differences were asked for (case %#)", (plan, exit) => {
    expect(renderPlanOutputs(plan)).toContain(`\nexit=${exit}\n`);
  });
});

describe("renderResultOutputs()", () => {
  it("tells how many outcomes there are of each kind", async () => {
    await expect(renderResultOutputs(fullResult())).toMatchFileSnapshot("golden/github-output-result.txt");
  });

  it("tells why a run was stopped", () => {
    const stopped = resultOf([], { stopped: { code: "deadline", message: "No time" }, exitCode: 6 });
    expect(renderResultOutputs(stopped)).toMatch(/\nexit=6\n.*\nstopped=deadline\n/s);
  });
});
