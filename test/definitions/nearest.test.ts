import { describe, expect, it } from "vitest";
import { nearest } from "../../src/fields/nearest.ts";

describe("nearest()", () => {
  it.each([
    ["titel", "title"],
    ["TITLE", "title"],
    ["skils", "skills"],
    ["x", undefined],
    ["something", undefined],
  ])("finds for %s: %s", (word, wanted) => {
    expect(nearest(word, ["skills", "state", "title"])).toBe(wanted);
  });

  it("does not depend on the order of candidates", () => {
    expect(nearest("Chap", ["Chat", "Chas"])).toBe("Chas");
    expect(nearest("Chap", ["Chas", "Chat"])).toBe("Chas");
  });
});
