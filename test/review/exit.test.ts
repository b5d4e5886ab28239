import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EXIT, type ExitCode, worstExit } from "../../src/model/exit.ts";

const CODES = Object.values(EXIT).map(({ code }) => code);

describe("EXIT", () => {
  it("has every code under its own number, with distinct names and a sentence each", () => {
    expect(Object.entries(EXIT).every(([key, { code }]) => key === String(code))).toBe(true);
    expect(CODES).toEqual([0, 1, 2, 3, 4, 5, 6, 130, 143]);
    expect(new Set(Object.values(EXIT).map(({ name }) => name)).size).toBe(CODES.length);
    for (const { meaning } of Object.values(EXIT)) expect(meaning).toMatch(/^[A-Z].*\.$/);
  });
});

describe("worstExit()", () => {
  it.each<readonly [readonly ExitCode[], ExitCode]>([
    [[], 0],
    [[0, 2], 2],
    [[2, 3], 3],
    [[3, 6], 6],
    [[6, 4], 4],
    [[4, 5], 5],
    [[5, 1], 1],
    [[1, 143], 143],
    [[1, 130], 130],
  ])("of %j is %d", (codes, code) => {
    expect(worstExit(codes)).toBe(code);
  });

  it("does not depend on order and is one of those given", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...CODES), { minLength: 1 }), (codes) => {
        expect(worstExit(codes)).toBe(worstExit(codes.toReversed()));
        expect(codes).toContain(worstExit(codes));
      }),
    );
  });
});
