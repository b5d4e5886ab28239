import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Change } from "../../src/model/plan.ts";
import { canonical, planHashOf, reviewHashOf, sha256 } from "../../src/plan/hashes.ts";
import { desiredUser, idOf, liveUser, ref } from "../world.ts";
import { planFor } from "./samples.ts";

const pairs = [[liveUser("a@x", { title: "Agent" }), desiredUser("a@x", { title: "Lead" })]] as const;
const plan = planFor(pairs);

describe("planHashOf()", () => {
  it("is the sha256 of the canonical document, whatever it holds", () => {
    const { made: _made, planHash: _hash, ...rest } = plan;
    expect(plan.planHash).toBe(sha256(canonical(rest)));
    const members = fc.dictionary(fc.string(), fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue()));
    fc.assert(
      fc.property(members, (document) => {
        const { made: _alsoMade, planHash: _alsoHash, ...others } = document;
        expect(planHashOf(document as unknown as typeof plan)).toBe(sha256(canonical(others)));
      }),
    );
  });

  it("ignores made, and the hash itself", () => {
    const made = { at: "2030-01-01T00:00:00.000Z", toolVersion: "9.0.0", commit: "abc", estimateSeconds: 1 };
    expect(planHashOf({ ...plan, made, planHash: "anything" })).toBe(plan.planHash);
  });

  it("ignores the order of members", () => {
    const turned = Object.fromEntries(Object.entries(plan).toReversed()) as unknown as typeof plan;
    expect(planHashOf(turned)).toBe(plan.planHash);
  });

  it.each(Object.keys(plan).filter((name) => !["made", "planHash"].includes(name)))("covers %s", (member) => {
    expect(planHashOf({ ...plan, [member]: "something else" })).not.toBe(plan.planHash);
  });

  it("is the same for equal input, and another for another pin", () => {
    expect(planFor(pairs).planHash).toBe(plan.planHash);
    const later = [[liveUser("a@x", { title: "Agent" }, { version: 2 }), pairs[0][1]]] as const;
    expect(planFor(later).planHash).not.toBe(plan.planHash);
  });
});

describe("reviewHashOf()", () => {
  const changes: readonly Change[] = [
    {
      userId: idOf("a@x"),
      field: "title",
      before: "Agent",
      after: "Lead",
      source: { file: "a.yaml", line: 3 },
    },
    { userId: idOf("b@x"), field: "skills", key: ref("Billing"), before: null, after: 3 },
    {
      userId: idOf("b@x"),
      field: "phones",
      key: ref("WORK"),
      before: { number: "+1" },
      after: { number: "+2" },
    },
  ];
  const hash = reviewHashOf("org-1", changes);

  it("ignores the order of changes and of members, files and lines", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...changes], { minLength: 3 }), fc.nat(), (shuffled, line) => {
        const moved = shuffled.map((change) => ({ ...change, source: { file: "other.yaml", line } }));
        expect(reviewHashOf("org-1", moved)).toBe(hash);
      }),
    );
  });

  it("ignores versions, times, file names and selections of the plan", () => {
    const later = planFor([[liveUser("a@x", { title: "Agent" }, { version: 99 }), pairs[0][1]]], {
      source: { files: [] },
      selection: ["a@x"],
      made: { at: "2030-01-01T00:00:00.000Z", toolVersion: "9" },
    });
    expect(later.reviewHash).toBe(plan.reviewHash);
  });

  it("tells organisation, user, field, key, before and after apart", () => {
    const [first, second, third] = changes;
    if (!first || !second || !third) throw new Error("three changes");
    const others = [
      reviewHashOf("org-2", changes),
      reviewHashOf("org-1", [{ ...first, userId: "c" }, second, third]),
      reviewHashOf("org-1", [{ ...first, field: "department" }, second, third]),
      reviewHashOf("org-1", [{ ...first, before: null }, second, third]),
      reviewHashOf("org-1", [{ ...first, after: "Head" }, second, third]),
      reviewHashOf("org-1", [first, { ...second, key: ref("Chat") }, third]),
      reviewHashOf("org-1", [first, second]),
    ];
    expect(new Set([hash, ...others]).size).toBe(others.length + 1);
  });
});
