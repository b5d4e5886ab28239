import { describe, expect, it } from "vitest";
import { renderFindingsCodequality, renderGitlabCodequality } from "../../src/review/gitlab-codequality.ts";
import { renderGitlabTerraform } from "../../src/review/gitlab-terraform.ts";
import { ADA, change, driftOf, fullPlan, keyed, planOf, rail, ref, uuid } from "./samples.ts";

describe("renderGitlabTerraform()", () => {
  it("adds those to activate, changes those to update, deletes those to deactivate", () => {
    const plan = planOf({ summary: { activate: 1, update: 22, deactivate: 3 } });
    expect(renderGitlabTerraform(plan)).toBe('{"create":1,"update":22,"delete":3}\n');
  });
});

interface Entry {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

function entriesOf(...args: Parameters<typeof renderGitlabCodequality>): readonly Entry[] {
  return JSON.parse(renderGitlabCodequality(...args)) as readonly Entry[];
}

describe("renderGitlabCodequality()", () => {
  it("shows one of everything that has a line", async () => {
    await expect(renderGitlabCodequality(fullPlan())).toMatchFileSnapshot("golden/gitlab-codequality.json");
  });

  it("is an empty list when nothing has a line", () => {
    const { source: _source, ...nowhere } = change(ADA.id, "title", "Lead", "Agent");
    const rails = [rail({ verdict: "stands" })];
    expect(renderGitlabCodequality(driftOf([nowhere], { rails }))).toBe("[]\n");
  });

  it("knows a change again whatever its line and values are, and tells it from all others", () => {
    const billing = ref(900, "Billing");
    const changes = [
      change(ADA.id, "title", "a", "b", 3),
      change(ADA.id, "department", "a", "b", 3),
      keyed(ADA.id, "skills", billing, 1, 2, 3),
      keyed(ADA.id, "skills", ref(901, "Billing"), 1, 2, 3),
      change(uuid(2), "title", "a", "b", 3),
    ];
    const later = changes.map((one) => ({ ...one, before: null, source: { file: "moved.yaml", line: 9 } }));
    const prints = entriesOf(driftOf(changes)).map(({ fingerprint }) => fingerprint);
    expect(new Set(prints).size).toBe(changes.length);
    expect(prints[0]).toMatch(/^[0-9a-f]{64}$/);
    const alone = later.flatMap((one) => entriesOf(driftOf([one])));
    expect(alone.map(({ fingerprint }) => fingerprint)).toEqual(prints);
    const elsewhere = entriesOf(driftOf(changes, { org: ref(98, "Acme Care") }));
    for (const { fingerprint } of elsewhere) expect(prints).not.toContain(fingerprint);
  });

  it("takes what is wrong with definitions for more than what is odd about them", () => {
    const at = { file: "a.yaml", line: 2, column: 5 };
    const problem = { code: "unknown-key", message: "Unknown", fix: "Write another", at };
    const report = renderFindingsCodequality({
      problems: [problem],
      warnings: [{ ...problem, code: "odd" }],
    });
    expect(JSON.parse(report)).toMatchObject([
      {
        check_name: "gus/unknown-key",
        severity: "major",
        description: "unknown-key: Unknown. Write another",
      },
      { check_name: "gus/odd", severity: "minor", location: { path: "a.yaml", lines: { begin: 2 } } },
    ]);
  });

  it("tells warnings apart that say the same of two lines", () => {
    const warning = (line: number) => ({
      code: "odd",
      message: "m",
      fix: "",
      at: { file: "a.yaml", line, column: 1 },
    });
    const entries = entriesOf(planOf({ warnings: [warning(1), warning(2)] }));
    expect(new Set(entries.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });
});
