import { describe, expect, it } from "vitest";
import { counted, duration, listed } from "../../src/model/figures.ts";
import { displayWidth } from "../../src/review/width.ts";

describe("counted()", () => {
  it("has the right form and separates thousands", () => {
    expect([0, 1, 2, 2000].map((count) => counted(count, "user"))).toEqual([
      "0 users",
      "1 user",
      "2 users",
      "2,000 users",
    ]);
  });
});

describe("duration()", () => {
  it.each([
    [0.4, "less than 1 s"],
    [9, "9 s"],
    [59.6, "1 min"],
    [82, "1 min 22 s"],
    [3599.9, "1 h"],
    [7500, "2 h 5 min"],
  ])("shows %d seconds as %s", (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});

describe("listed()", () => {
  it("joins as people do", () => {
    expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(listed)).toEqual(["", "a", "a and b", "a, b and c"]);
  });
});

describe("displayWidth()", () => {
  it.each([
    ["abc", 3],
    ["日本", 4],
    ["e\u0301", 1],
    ["👍", 2],
    ["a → b…", 6],
  ])("counts the columns of %s", (text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });
});
