import { describe, expect, it } from "vitest";
import type { Plan } from "../../src/model/plan.ts";
import { renderPlanAnnotations } from "../../src/review/annotations.ts";
import { renderPlanOutputs } from "../../src/review/github-output.ts";
import { renderGitlabCodequality } from "../../src/review/gitlab-codequality.ts";
import { renderPlanMarkdown } from "../../src/review/markdown.ts";
import { redactPlan } from "../../src/review/redact.ts";
import { stackInput } from "../../src/review/stack-input.ts";
import { renderPlanText } from "../../src/review/text.ts";
import { ADA, BOB, basePlan, driftOf, fullPlan, PLAIN, planOf } from "./samples.ts";

describe("a plan with a base", () => {
  it("shows as text what is executed, what is left as drift, and what leaves", async () => {
    await expect(renderPlanText(basePlan(), PLAIN)).toMatchFileSnapshot("golden/plan-base.txt");
  });

  it("shows the same as Markdown, with nothing that leaves in a fold", async () => {
    const text = renderPlanMarkdown(basePlan());
    await expect(text).toMatchFileSnapshot("golden/plan-base.md");
    const unfolded = text.replaceAll(/<details>.*?<\/details>/gs, "");
    expect(unfolded.match(/base <code>definitions/g)).toHaveLength(6);
    expect(unfolded).toContain("4 leaving management");
  });

  it("marks the lines that ask for changes with their causes, and those of the base that leave", async () => {
    await expect(renderPlanAnnotations(basePlan())).toMatchFileSnapshot("golden/annotations-base.txt");
    const entries: readonly { readonly check_name: string; readonly fingerprint: string }[] = JSON.parse(
      renderGitlabCodequality(basePlan()),
    );
    expect(entries.filter(({ check_name }) => check_name === "gus/leaving")).toHaveLength(6);
    expect(new Set(entries.map(({ fingerprint }) => fingerprint)).size).toBe(entries.length);
  });

  it("tells the causes of a plan for drift alone, or for everything, where they are not what one expects", () => {
    const only = (which: "drift" | "all") => {
      const { source, ...plan } = basePlan();
      return renderPlanText({ ...plan, source: { ...source, base: { files: [], only: which } } }, PLAIN);
    };
    expect(only("all")).toMatch(/title: "Agent" → "Senior Agent" \(pr\) {2}/);
    expect(only("drift")).toContain("Changes of the definitions, not part of this plan");
    expect(only("drift")).toMatch(/skills\.Billing: 3 → 4 \(drift\) {2}/);
  });

  it("tells every cause of a drift document", () => {
    const { summary, differences } = basePlan();
    const source = { files: [], base: { files: [] } };
    const text = renderPlanText({ ...driftOf(differences), source, summary }, PLAIN);
    expect(text).toMatch(/skills\.Billing: 3 → 4 \(drift\) {2}/);
    expect(text).toContain("\n4 users leave management. 2 users differ from the definitions");
  });

  it("says that nothing changes when all that differs is drift", () => {
    const plan: Plan = { ...basePlan(), operations: [], leaving: [], summary: planOf().summary };
    expect(renderPlanText(plan, PLAIN)).toMatch(
      /\nNo changes\. 2 users differ from the definitions by drift, which is not part of this plan\.\n$/,
    );
  });

  it("has its counts among the outputs of a step; other plans do not", () => {
    expect(renderPlanOutputs(basePlan())).toMatch(/^pr=1\ndrift=2\nboth=2\nleaving=4$/m);
    expect(renderPlanOutputs(fullPlan())).not.toMatch(/^(pr|drift|both|leaving)=/m);
  });

  it("tells terraform plan how many leave", () => {
    expect(stackInput(basePlan()).notes).toContain("4 users leave management");
  });
});

describe("redactPlan()", () => {
  it("hides what stays live, also where a sentence quotes it, but not that nothing does", () => {
    const plan = { ...basePlan(), warnings: [{ code: "c", message: "It was Ada of live", fix: "" }] };
    const redacted = redactPlan(plan, "values");
    expect(JSON.stringify(redacted)).not.toContain("Ada of live");
    expect(redacted.leaving?.[1]?.stays).toEqual([]);
    expect(redacted.leaving?.[2]?.stays).toMatchObject([{ value: "(hidden)" }, { value: "(hidden)" }]);
  });

  it("puts ids for people who leave, and hides whoever has none", () => {
    const redacted = redactPlan(basePlan(), "people");
    expect(redacted.leaving?.map(({ email }) => email).slice(0, 2)).toEqual([ADA.id, BOB.id]);
    expect(redacted.leaving?.[4]?.email).toBe("(hidden)");
    expect(JSON.stringify(redacted)).not.toContain("@example.com");
  });
});
