import { describe, expect, it } from "vitest";
import { renderPlanAnnotations } from "../../src/review/annotations.ts";
import { renderPlanHtml } from "../../src/review/html/plan-page.ts";
import { renderPlanMarkdown } from "../../src/review/markdown.ts";
import { redactPlan } from "../../src/review/redact.ts";
import { renderPlanText } from "../../src/review/text.ts";
import { auditedDrift, change, driftOf, PLAIN, uuid } from "./samples.ts";

const AT = "2026-05-03 16:20 UTC";

describe("drift that asked the audit log", () => {
  it("says below each line whose change it is, as far as that is told", async () => {
    const text = renderPlanText(auditedDrift(), PLAIN);
    expect(text).toContain("The audit log of the last 14 days tells who changed 4 of 6 fields.");
    await expect(text).toMatchFileSnapshot("golden/drift-who.txt");
  });

  it("says it behind the place in Markdown", async () => {
    await expect(renderPlanMarkdown(auditedDrift())).toMatchFileSnapshot("golden/drift-who.md");
  });

  it("says it on the page, where the list can be narrowed down to one hand", () => {
    const page = renderPlanHtml(auditedDrift());
    expect(page).toContain(`changed ${AT} by Jane Doe through Admin UI`);
    expect(page).toContain('<option value="Jane Doe through Admin UI"');
    expect(page.match(/data-by=/g)).toHaveLength(4);
  });

  it("says it in annotations", () => {
    const lines = renderPlanAnnotations(auditedDrift());
    expect(lines).toContain(`%0AChanged ${AT} by Jane Doe through Admin UI`);
    expect(lines).toContain(`%0APerhaps changed ${AT} by OAuth client ${uuid(81)}`);
  });

  it("keeps changes by different hands apart, and tells those by one hand without their times", () => {
    const by = (name: string) => ({ told: "field", by: { id: name, name } }) as const;
    const differences = ["Jane", "Jane", "Joe"].map((name, index) => ({
      ...change(uuid(index), "title", "Boss", "Agent"),
      who: { ...by(name), at: `2026-05-03T16:2${index}:00Z` },
    }));
    const markdown = renderPlanMarkdown(driftOf(differences));
    expect(markdown).toContain(
      '@@ 2 users @@\n- title: "Boss"\n+ title: "Agent"  # definitions/care.yaml:12, changed by Jane\n',
    );
    expect(markdown).toContain("changed 2026-05-03 16:22 UTC by Joe");
  });

  it("says where it was not asked to the end", () => {
    const audit = { from: "", to: "", asked: 0, notAsked: 2, stopped: "not-permitted" } as const;
    const text = renderPlanText({ ...auditedDrift(), differences: [], audit }, PLAIN);
    expect(text).toContain("tells who changed 0 of 0 fields; it was not asked to the end, see the warnings.");
  });

  it("names nobody where people are hidden", () => {
    const hidden = redactPlan(
      { ...auditedDrift(), warnings: [{ code: "x", message: "It was Jane Doe", fix: "" }] },
      "people",
    );
    expect(hidden.differences[0]?.who).toMatchObject({ by: { id: uuid(70) } });
    expect(hidden.differences[0]?.who).not.toHaveProperty("client.name");
    expect(hidden.differences[2]?.who).toMatchObject({ own: true, client: { name: "gus" } });
    for (const shown of [JSON.stringify(hidden), renderPlanText(hidden, PLAIN), renderPlanHtml(hidden)])
      expect(shown).not.toContain("Jane");
    expect(JSON.stringify(redactPlan(auditedDrift(), "values"))).toContain("Jane");
  });
});
