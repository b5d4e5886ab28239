import { describe, expect, it } from "vitest";
import type { Plan } from "../../src/model/plan.ts";
import { renderPlanAnnotations } from "../../src/review/annotations.ts";
import { HIDDEN } from "../../src/review/change-view.ts";
import { renderPlanOutputs } from "../../src/review/github-output.ts";
import { renderGitlabCodequality } from "../../src/review/gitlab-codequality.ts";
import { renderPlanHtml } from "../../src/review/html/plan-page.ts";
import { renderPlanMarkdown } from "../../src/review/markdown.ts";
import { redactPlan } from "../../src/review/redact.ts";
import { renderPlanText } from "../../src/review/text.ts";
import { ADA, change, driftOf, knownDrift, PLAIN } from "./samples.ts";

const COUNTS = "2 new, 2 still there, 2 gone, 2 not compared.";

/** As it would be without anything known. */
function unknown({ differences, known: _known, gone: _gone, notCompared: _open, ...rest }: Plan): Plan {
  return { ...rest, differences: differences.map(({ age: _age, was: _was, ...one }) => one) };
}

describe("drift with known drift", () => {
  it("reads new, still there and gone as text", async () => {
    const text = renderPlanText(knownDrift(), PLAIN);
    expect(text.trimEnd().split("\n").at(-1)).toBe(
      `${COUNTS} 3 users differ from the definitions (of 2,000 managed).`,
    );
    await expect(text).toMatchFileSnapshot("golden/drift-known.txt");
  });

  it("reads the same as Markdown, careful differences within their part", async () => {
    const markdown = renderPlanMarkdown(knownDrift());
    expect(markdown).toContain(`**${COUNTS} 3 users differ`);
    await expect(markdown).toMatchFileSnapshot("golden/drift-known.md");
  });

  it("has new differences first in every medium", () => {
    const page = renderPlanHtml(knownDrift());
    for (const text of [renderPlanText(knownDrift(), PLAIN), renderPlanMarkdown(knownDrift()), page]) {
      expect(text.indexOf("Billing")).toBeLessThan(text.indexOf("EMEA"));
    }
  });

  it("has new differences first among the annotations of a level, of which GitHub shows ten", () => {
    const notices = renderPlanAnnotations(knownDrift())
      .split("\n")
      .filter((line) => line.startsWith("::notice"));
    expect(notices).toEqual([
      expect.stringMatching(/skills\.Billing.*Since the drift that was known: new/),
      expect.stringMatching(/state.*Since the drift that was known: new/),
      expect.stringMatching(/title.*Since the drift that was known: still there/),
    ]);
  });

  it("keeps new differences longest when room gets short", () => {
    const users = Array.from({ length: 400 }, (_, index) => ({
      ...change(`${index}`, "title", `live ${index}`, "Agent"),
      age: index < 200 ? ("still-there" as const) : ("new" as const),
    }));
    const markdown = renderPlanMarkdown(driftOf(users, { known: { failOn: "new" } }), 12_000);
    expect(markdown).toContain("#### Still there: 200 fields of 200 users");
    expect(markdown).toContain("live 300");
    expect(markdown).not.toContain("live 100");
    expect(markdown).toContain("**Cut to fit 12,000 characters:**");
  });

  it("can be narrowed down to what is new on the page", () => {
    const page = renderPlanHtml(knownDrift());
    expect(page).toContain('<option value="still there" data-label="still there">still there (2)</option>');
    expect(page.match(/data-age="new"/g)).toHaveLength(2);
    expect(page.match(/class="badge new"/g)).toHaveLength(2);
    expect(page).not.toContain(">still there</span>");
    expect(page).toContain("was <code>&#34;Chief&#34;</code>");
    expect(page).toContain('<section id="gone"');
    expect(page).toContain("not managed any more");
  });

  it("is counted for steps that follow", () => {
    const outputs = renderPlanOutputs(knownDrift());
    expect(outputs).toContain("new=2\nstill-there=2\ngone=2\nnot-compared=2\n");
    expect(outputs).toContain("exit=2\n");
    const old = knownDrift().differences.map((one) => ({ ...one, age: "still-there" as const }));
    const still = { ...knownDrift(), differences: old, known: { failOn: "new" } as const };
    expect(renderPlanOutputs(still)).toContain("exit=0\n");
  });

  it("leaves GitLab's fingerprints as they are", () => {
    const fingerprints = (plan: Plan) =>
      (JSON.parse(renderGitlabCodequality(plan)) as { readonly fingerprint: string }[])
        .map(({ fingerprint }) => fingerprint)
        .toSorted();
    expect(fingerprints(knownDrift())).toEqual(fingerprints(unknown(knownDrift())));
  });

  it("says on a first run, or a clean morning, no more than there is", () => {
    const first = driftOf([{ ...change(ADA.id, "title", "Boss", "Agent"), age: "new" }], {
      known: { failOn: "any" },
      gone: [],
      notCompared: [],
    });
    expect(renderPlanText(first, PLAIN)).toContain("No drift was known before.");
    expect(renderPlanText(first, PLAIN)).toContain("1 new, 0 still there, 0 gone. 1 user differs");
    expect(renderPlanText(first, PLAIN)).not.toContain("Gone:");
    const clean = driftOf([], { known: { failOn: "any" }, gone: [], notCompared: [] });
    expect(renderPlanMarkdown(clean)).toContain("**No drift. Live users");
  });

  it("counts what a selection leaves out, and lists the rest", () => {
    const open = (knownDrift().notCompared ?? []).map((one) => ({ ...one, kind: "not-selected" as const }));
    const some = { ...knownDrift(), notCompared: [...(knownDrift().notCompared ?? []), ...open] };
    for (const shown of [renderPlanText(some, PLAIN), renderPlanMarkdown(some), renderPlanHtml(some)]) {
      expect(shown).toContain("2 fields of 2 users not selected");
      expect(shown.match(/eve(@|&#64;)/g)).toHaveLength(1);
    }
  });

  it("shows no live value of before where it is redacted, nor whom it was about", () => {
    const values = redactPlan(knownDrift(), "values");
    expect(values.gone).toMatchObject([{ before: HIDDEN, after: "Agent" }, { after: 4 }]);
    expect(values.differences[0]).toMatchObject({
      was: HIDDEN,
      fingerprint: "a1".repeat(8),
      age: "still-there",
    });
    for (const shown of [JSON.stringify(values), renderPlanText(values, PLAIN)]) {
      for (const live of ["Chief", "Lead", "+34910000004", "Temp"]) expect(shown).not.toContain(live);
    }
    const people = JSON.stringify(redactPlan(knownDrift(), "people"));
    for (const email of ["bob@", "dee@", "eve@"]) expect(people).not.toContain(email);
    expect(people).toContain("b2".repeat(8));
  });
});
