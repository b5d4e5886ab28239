import { describe, expect, it } from "vitest";
import { renderGitlabTerraform } from "../../src/review/gitlab-terraform.ts";
import { planOf } from "./samples.ts";

describe("renderGitlabTerraform()", () => {
  it("adds those to activate, changes those to update, deletes those to deactivate", () => {
    const plan = planOf({ summary: { activate: 1, update: 22, deactivate: 3 } });
    expect(renderGitlabTerraform(plan)).toBe('{"create":1,"update":22,"delete":3}\n');
  });
});
