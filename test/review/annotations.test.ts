import { describe, expect, it } from "vitest";
import type { Problem } from "../../src/model/problem.ts";
import { renderAnnotations, renderPlanAnnotations } from "../../src/review/annotations.ts";
import { driftWith, findingsWith, planWith } from "./hostile-documents.ts";
import { ADA, change, driftOf, fullPlan, HOSTILE, largePlan, OBEYED, rail } from "./samples.ts";
import { commandIn } from "./workflow-commands.ts";

const PROBLEM: Problem = {
  code: "unknown-key",
  message: 'Cannot use the key "titel" in a user',
  fix: 'Write "title"',
  at: { file: "definitions/a,b: 100%.yaml", line: 4, column: 5, text: "    titel: Agent", length: 5 },
};

function commandsIn(text: string) {
  return text.trimEnd().split("\n").map(commandIn);
}

describe("renderPlanAnnotations()", () => {
  it("marks one of everything", async () => {
    await expect(renderPlanAnnotations(fullPlan())).toMatchFileSnapshot("golden/annotations.txt");
  });

  it("says of a difference which side is which", () => {
    const text = renderPlanAnnotations(driftOf([change(ADA.id, "title", "Lead", "Agent", 3)]));
    expect(commandsIn(text)).toEqual([
      {
        name: "notice",
        properties: { file: "definitions/care.yaml", line: "3", title: `${ADA.id}: title` },
        data: 'live "Lead", definitions "Agent"',
      },
    ]);
  });

  it("leaves out changes that nobody wrote down", () => {
    const { source: _source, ...nowhere } = change(ADA.id, "title", "Lead", "Agent");
    expect(renderPlanAnnotations(driftOf([nowhere]))).toBe("");
  });

  it("marks the first ten of a kind and counts the others in a line that is no command", () => {
    const rails = [rail({ measured: 2000, verdict: "stands", message: "Too many" })];
    const lines = renderPlanAnnotations({ ...largePlan(2000), rails })
      .trimEnd()
      .split("\n");
    expect(lines.map((line) => commandIn(line)?.name)).toEqual([
      "error",
      ...Array.from({ length: 10 }, () => "notice"),
      undefined,
    ]);
    expect(lines.at(-1)).toBe("… 5,990 more notices, which GitHub would not show");
    expect(lines[0]).toContain("::error file=definitions/care.yaml,line=1,title=Rail change stands%3A ");
  });

  it("has nothing to say of a plan without changes", () => {
    expect(renderPlanAnnotations(driftOf([]))).toBe("");
  });
});

describe("renderAnnotations()", () => {
  it("marks problems and warnings at their places, escaped as GitHub undoes it", () => {
    const { at: _at, ...placeless } = PROBLEM;
    const text = renderAnnotations({
      problems: [PROBLEM],
      warnings: [{ ...placeless, code: "odd", fix: "" }],
    });
    expect(text).toContain("::error file=definitions/a%2Cb%3A 100%25.yaml,line=4,col=5,title=unknown-key::");
    expect(commandsIn(text)).toEqual([
      {
        name: "error",
        properties: { file: "definitions/a,b: 100%.yaml", line: "4", col: "5", title: "unknown-key" },
        data: 'Cannot use the key "titel" in a user\nWrite "title"',
      },
      { name: "warning", properties: { title: "odd" }, data: PROBLEM.message },
    ]);
  });
});

describe.each([
  ["a plan", (text: string) => renderPlanAnnotations(planWith(text))],
  ["a drift document", (text: string) => renderPlanAnnotations(driftWith(text))],
  ["problems", (text: string) => renderAnnotations(findingsWith(text))],
])("annotations of %s", (_what, annotationsWith) => {
  const structureOf = (text: string) =>
    commandsIn(text).map((command) => command && [command.name, ...Object.keys(command.properties)]);
  const harmless = structureOf(annotationsWith("harmless"));

  it.each(HOSTILE)("are the same commands with %j in every place", (text) => {
    const hostile = annotationsWith(text);
    expect(structureOf(hostile)).toEqual(harmless);
    expect(hostile.replaceAll(/^::(error|warning|notice) /gm, "")).not.toMatch(OBEYED);
    for (const command of commandsIn(hostile))
      expect(command?.data.split("\n")).not.toContain("::error::gone");
  });
});
