import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffLines } from "../../src/review/line-diff.ts";

const lines = fc.array(fc.constantFrom("a", "b", "c", "d", "e", "f"), { maxLength: 12 });

describe("diffLines()", () => {
  it("tells both texts whole, in their order", () => {
    fc.assert(
      fc.property(lines, lines, (old, now) => {
        const stretches = diffLines(old, now);
        const without = (kind: string) =>
          stretches.filter((one) => one.kind !== kind).flatMap((one) => one.lines);
        expect(without("new")).toEqual(old);
        expect(without("old")).toEqual(now);
      }),
    );
  });

  it("keeps what stays between edits", () => {
    const kinds = diffLines(["a", "b", "b", "c"], ["a", "b", "x", "b", "d"]).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "same")).toHaveLength(2);
    expect(kinds).toContain("old");
  });

  it("compares a large file with thousands of edits", () => {
    const old = Array.from({ length: 60_000 }, (_, at) => (at % 3 === 0 ? `user ${at}` : "same"));
    const now = old.flatMap((line, at) => (at % 6 === 1 ? ["other", "more"] : [line]));
    const stretches = diffLines(old, now);
    expect(stretches.filter(({ kind }) => kind === "new")).toHaveLength(10_000);
  });
});
