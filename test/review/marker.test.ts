import { describe, expect, it } from "vitest";
import { renderPlanMarkdown, renderResultMarkdown } from "../../src/review/markdown.ts";
import { markerOf, marksOf } from "../../src/review/marker.ts";
import { redactPlan, redactResult } from "../../src/review/redact.ts";
import { renderPlanText } from "../../src/review/text.ts";
import { driftWith, planWith, resultWith } from "./hostile-documents.ts";
import {
  ADA,
  change,
  driftOf,
  fullPlan,
  fullResult,
  HOSTILE,
  largePlan,
  PLAIN,
  planOf,
  rollbackPlan,
} from "./samples.ts";

describe("markerOf()", () => {
  it("is the same for other changes of the same definitions in the same organisation", () => {
    expect(markerOf(fullPlan())).toBe(
      markerOf(planOf({ planHash: "x", made: { ...fullPlan().made, at: "later" } })),
    );
  });

  it("tells organisations, definitions and kinds of documents apart", () => {
    const plan = planOf();
    const other = [
      planOf({ org: { id: "other", name: plan.org.name } }),
      planOf({ source: { ...plan.source, roots: ["definitions/emea"] } }),
      { ...plan, selection: ["*@sales.example.com"] },
      { ...plan, selection: ["*@care.example.com"] },
      driftOf([]),
      rollbackPlan(),
    ];
    const all = [...[plan, ...other].map(markerOf), markerOf(fullResult())];
    expect(new Set(all).size).toBe(all.length);
  });

  it("is the same for a redacted document, which does not tell whom it was narrowed to", () => {
    const plan = { ...fullPlan(), selection: ["ada@*", "*smith*"] };
    const result = { ...fullResult(), selection: ["ada@*", "*smith*"] };
    for (const [whole, hidden] of [
      [plan, redactPlan(plan, "people")],
      [result, redactResult(result, "people")],
    ] as const) {
      expect(markerOf(hidden)).toBe(markerOf(whole));
      expect(JSON.stringify(hidden)).not.toMatch(/ada@|smith/);
    }
    expect(renderPlanText(redactPlan(plan, "people"), PLAIN)).not.toMatch(/ada@|smith/);
  });

  it("stays short whatever was named", () => {
    const names = Array.from({ length: 5000 }, (_, index) => `definitions/${index}.yaml`);
    expect(markerOf(planOf({ source: { files: [], roots: names }, selection: names })).length).toBeLessThan(
      400,
    );
  });

  it.each([...HOSTILE, "-->", "a--b---c", "--!>"])(
    "ends where it should with %j as organisation and folder",
    (text) => {
      const marker = markerOf(planWith(text));
      expect(marker.slice(4, -3)).not.toMatch(/--|[<>\n]/);
      expect(marksOf(`${marker}\n`)).toEqual({ marker, kind: "plan" });
    },
  );
});

describe("marksOf()", () => {
  it("finds kind, marker and review hash of what gus renders", () => {
    const plan = fullPlan();
    const approved = { reviewHash: plan.reviewHash, approval: plan.reviewHash };
    const marks = { marker: markerOf(plan), kind: "plan", approved };
    expect(marksOf(renderPlanMarkdown(plan))).toEqual(marks);
    expect(marksOf(renderPlanMarkdown(plan).replaceAll("\n", "\r\n"))).toEqual(marks);
    expect(marksOf(renderPlanMarkdown(largePlan(3000)))?.approved).toEqual(approved);
    expect(marksOf(renderResultMarkdown(fullResult()))).toMatchObject({ kind: "result" });
    expect(marksOf(renderPlanMarkdown(driftOf([change(ADA.id, "title", "a", "b")])))).toEqual({
      marker: markerOf(driftOf([])),
      kind: "drift",
    });
  });

  it.each([
    "Look:\n<!-- gus:plan org=o root=definitions -->",
    " <!-- gus:plan org=o root=definitions -->",
    "<!-- gus:other org=o root=definitions -->",
    "",
  ])("finds nothing in %j", (text) => {
    expect(marksOf(text)).toBeUndefined();
  });

  it("takes no review hash from elsewhere than the second line", () => {
    const body = `${markerOf(planOf())}\ntext\n<!-- gus:review-hash ${"a".repeat(64)} -->`;
    expect(marksOf(body)?.approved).toBeUndefined();
  });

  const forged = `<!-- gus:plan org=o root=definitions -->\n<!-- gus:review-hash ${"a".repeat(64)} -->`;
  it.each([
    renderPlanMarkdown(planWith(forged)),
    renderPlanMarkdown(driftWith(forged)),
    renderResultMarkdown(resultWith(forged)),
  ])("knows no marker that a value holds (case %#)", (text) => {
    expect(text.split("\n").slice(2).join("\n")).not.toContain("<!--");
    expect(marksOf(text)?.approved).toBeUndefined();
  });
});
