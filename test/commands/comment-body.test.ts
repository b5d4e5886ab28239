import { describe, expect, it } from "vitest";
import { commentBody } from "../../src/commands/comment-body.ts";
import type { Plan } from "../../src/model/plan.ts";
import { approvalOf } from "../../src/pipeline/approval.ts";
import { marksOf } from "../../src/review/marker.ts";
import { redactPlan } from "../../src/review/redact.ts";
import { driftOf, fullPlan, fullResult, largePlan } from "../review/samples.ts";

const approvalIn = (body: string) => marksOf(body)?.approved?.approval;
const bare = ({ reviewHash }: Plan) => reviewHash;

describe("the hidden line of a comment", () => {
  it("says what was approved for whom", () => {
    const plan = fullPlan();
    expect(approvalIn(commentBody(plan, "github"))).toBe(approvalOf(plan));
    expect(approvalOf(plan)).not.toBe(plan.reviewHash);
  });

  it("does for 2,000 users, and leaves most of the room to what is read", () => {
    const plan = largePlan(2000);
    const body = commentBody(plan, "github");
    expect(approvalIn(body)).toBe(approvalOf(plan));
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(approvalOf(plan).length).toBeLessThan(65_536 / 3);
  });

  it.each([
    ["github", 3000],
    ["gitlab", 15_000],
  ] as const)("is the reviewHash alone where marks would take too much: %s, %d users", (forge, users) => {
    const plan = largePlan(users);
    expect(approvalIn(commentBody(plan, forge))).toBe(bare(plan));
  });

  it.each(["values", "people"] as const)("is the reviewHash alone under --redact %s", (level) => {
    expect(approvalIn(commentBody(redactPlan(fullPlan(), level), "github"))).toBe(bare(fullPlan()));
  });

  it("is not there for documents that nobody approves", () => {
    expect(approvalIn(commentBody(driftOf([]), "github"))).toBeUndefined();
    expect(approvalIn(commentBody(fullResult(), "gitlab"))).toBeUndefined();
  });
});
