import { describe, expect, it } from "vitest";
import { show } from "../../src/pipeline/show.ts";
import { FORMATS } from "../../src/review/formats.ts";
import { misfitOf } from "../../src/review/misfit.ts";
import { snapshotNote } from "../../src/review/snapshot-note.ts";
import { ADA, change, driftOf, fullPlan, operation, planOf, savedPlan } from "./samples.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe("snapshotNote()", () => {
  it.each([
    [0, "less than 1 s"],
    [-9, "less than 1 s"],
    [5 * MINUTE + 3, "5 min 3 s"],
    [3 * HOUR + 4 * MINUTE, "3 h"],
    [47 * HOUR, "47 h"],
    [2 * DAY, "2 days"],
    [30 * DAY + 5, "30 days"],
  ])("tells an age of %d s as %s", (age, told) => {
    expect(snapshotNote(savedPlan(age))).toBe(`From a snapshot taken ${told} ago, cannot be applied.`);
  });

  it("says nothing of applying what is no plan, nor of an age that the document does not tell", () => {
    expect(snapshotNote(savedPlan(9, driftOf([])))).toBe("From a snapshot taken 9 s ago.");
    const broken = { ...planOf(), source: { files: [], snapshot: { at: "Ada", toolVersion: "" } } };
    expect(snapshotNote(broken)).toBe("From a snapshot of an unknown time, cannot be applied.");
    expect(snapshotNote(planOf())).toBe("");
  });
});

describe("a plan from a snapshot", () => {
  const plan = savedPlan(
    3 * HOUR,
    planOf({ operations: [operation("update", ADA, [change(ADA.id, "title", "a", "b")])] }),
  );

  it.each(["text", "markdown", "html", "github-summary", "gitlab-markdown"] as const)(
    "is told as such in %s, without a command that would apply it",
    (format) => {
      const shown = show({ document: plan, format });
      expect(shown).toContain("From a snapshot taken 3 h ago, cannot be applied.");
      expect(shown).not.toContain("gus apply");
      if (format !== "text") expect(shown).toContain("gus plan --out plan.json");
    },
  );

  it("has no page that says it can be applied, whatever its rails say", () => {
    const page = show({ document: savedPlan(9, { ...fullPlan(), rails: [] }), format: "html" });
    expect(page).not.toContain("Can be applied");
    expect(show({ document: savedPlan(9), format: "html" })).not.toContain("gus apply");
  });

  it("claims nothing of live users where nothing differs", () => {
    for (const one of [savedPlan(9, planOf()), savedPlan(9, driftOf([]))]) {
      expect(show({ document: one, format: "text" })).toContain(
        "Users matched the definitions when the snapshot was taken.",
      );
    }
  });

  it("is written in every format that holds plans", () => {
    const formats = FORMATS.filter((format) => !misfitOf(format, "plan"));
    expect(formats.map((format) => show({ document: plan, format }) !== "")).not.toContain(false);
  });
});
