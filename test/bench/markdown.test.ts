import { describe, expect, it } from "vitest";
import { markdownTable, replaceMarked } from "../../bench/markdown.ts";

describe("markdownTable()", () => {
  it("keeps names left and figures right", () => {
    expect(markdownTable(["", "calls"], [["gus", "7"]])).toBe("|  | calls |\n|---|---:|\n| gus | 7 |");
  });
});

describe("replaceMarked()", () => {
  const page = "before\n<!-- a -->\nold\n<!-- end a -->\nafter";

  it("replaces what stands between the marks, and again", () => {
    const once = replaceMarked(page, "a", "new");
    expect(once).toBe("before\n<!-- a -->\n\nnew\n\n<!-- end a -->\nafter");
    expect(replaceMarked(once, "a", "new")).toBe(once);
  });

  it("throws for a page without the marks", () => {
    expect(() => replaceMarked(page, "b", "new")).toThrow('no place for "b"');
  });
});
