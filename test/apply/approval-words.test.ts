import { describe, expect, it } from "vitest";
import { approvalOf, approvedHash, differenceFrom } from "../../src/pipeline/approval.ts";
import { crowd, forAll, staged } from "./stage.ts";

const people = crowd(3, { title: "Agent" });
const [first, second, third] = people.map(({ email }) => email);
const approved = await planFor(forAll(people, { title: "Lead" }));

describe("an approval", () => {
  it("holds the reviewHash, and nothing else counts when a plan is judged by it", () => {
    expect(approvedHash(approvalOf(approved))).toBe(approved.reviewHash);
    expect(approvalOf(approved)).toMatch(/^[0-9a-f]{64}~[\w.]{24}$/);
    expect(approvedHash(approved.reviewHash.toUpperCase())).toBe(approved.reviewHash);
  });

  it("differs from no plan that does the same", async () => {
    const again = await planFor(forAll(people, { title: "Lead" }));
    expect(differenceFrom(approvalOf(approved), again)).toEqual({ users: [], missing: 0 });
  });

  it("tells whose changes are others, whose are new, and how many are gone", async () => {
    const other = await planFor({
      [String(first)]: { title: "Lead" },
      [String(second)]: { title: "CEO" },
    });
    const told = (from: typeof approved, plan: typeof approved) => {
      const { users = [], missing } = differenceFrom(approvalOf(from), plan) ?? {};
      return { users: users.map(({ user, known, changes }) => [user.email, known, changes]), missing };
    };
    expect(told(approved, other)).toEqual({
      users: [[second, true, 'title "Agent" → "CEO"']],
      missing: 1,
    });
    expect(told(other, approved)).toEqual({
      users: [
        [second, true, 'title "Agent" → "Lead"'],
        [third, false, 'title "Agent" → "Lead"'],
      ],
      missing: 0,
    });
  });

  it("that is a bare reviewHash tells no difference", () => {
    expect(differenceFrom(approved.reviewHash, approved)).toBeUndefined();
  });
});

async function planFor(wishes: ReturnType<typeof forAll>) {
  return (await staged({ people, wishes })).plan;
}
