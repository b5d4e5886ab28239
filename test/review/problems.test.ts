import { describe, expect, it } from "vitest";
import type { Place, Problem } from "../../src/model/problem.ts";
import { renderProblems } from "../../src/review/problems.ts";
import { displayWidth } from "../../src/review/width.ts";
import { HOSTILE, OBEYED, PLAIN } from "./samples.ts";

function problem(at: Place | undefined, over: Partial<Problem> = {}): Problem {
  return {
    code: "unknown-key",
    message: '"titel" is not a key of a user',
    fix: "Write title",
    ...(at ? { at } : {}),
    ...over,
  };
}

function at(line: number, column: number, text?: string, length = 5, file = "definitions/care.yaml"): Place {
  return { file, line, column, length, ...(text === undefined ? {} : { text }) };
}

/** The marked text and what the caret underlines, by columns. */
function caretOf(text: string): {
  readonly before: string;
  readonly carets: string;
  readonly source: string;
} {
  const lines = text.split("\n");
  const index = lines.findIndex((line) => /^[ |]*\^+$/.test(line));
  const line = lines[index] ?? "";
  return {
    source: lines[index - 1] ?? "",
    carets: line.trimStart().replace(/^\| */, ""),
    before: line.replace(/\^+$/, ""),
  };
}

describe("renderProblems()", () => {
  it("shows problems in the order of the files with caret, fix and count", async () => {
    const problems = [
      problem(at(30, 7, "    zwei: 2"), { fix: "" }),
      problem(at(12, 5, "    titel: Agent")),
      problem(at(12, 2, undefined, 1, "definitions/a.yaml")),
      problem(undefined, {
        code: "no-files",
        message: "No definition files in definitions/",
        fix: "Name them with -f",
      }),
    ];
    const warnings = [problem(at(12, 12, "    titel: Agent"), { code: "odd", message: "Odd value" })];
    await expect(renderProblems(problems, warnings, PLAIN)).toMatchFileSnapshot("golden/problems.txt");
  });

  it.each([
    [[1, 0], "1 problem in 1 file."],
    [[2, 1], "2 problems in 1 file, 1 warning."],
    [[0, 2], "No problems, 2 warnings."],
    [[0, 0], "No problems."],
  ] as const)("counts %j", ([problems, warnings], line) => {
    const many = (count: number) => Array.from({ length: count }, () => problem(at(1, 1)));
    expect(renderProblems(many(problems), many(warnings), PLAIN).trimEnd().split("\n").at(-1)).toBe(line);
  });

  it.each([
    ["tabs", "\t\ttitel: x", 3],
    ["wide characters", "日本 titel: x", 4],
    ["combining marks", "e\u0301e\u0301 titel: x", 6],
    ["characters beyond the BMP", "👍 titel: x", 4],
    ["control characters", "\u001b[31m titel: x", 7],
    ["a log command", "::error::titel", 10],
  ])("puts the caret under the word after %s", (_name, source, column) => {
    const found = caretOf(renderProblems([problem(at(1, column, source))], [], PLAIN));
    expect(found.carets).toBe("^^^^^");
    const before = found.source.slice(0, found.source.indexOf("titel"));
    expect(displayWidth(found.before)).toBe(displayWidth(before));
  });

  it("shows a window of a very long line around the caret", () => {
    const source = `${"a".repeat(5000)}titel${"b".repeat(5000)}`;
    const found = caretOf(renderProblems([problem(at(1, 5001, source))], [], PLAIN));
    expect(found.source).toMatch(/\| …a+titelb+…$/);
    expect(found.source.length).toBeLessThan(130);
    expect(found.source.indexOf("titel")).toBe(found.before.length);
  });

  it("has a caret even past the end of the line", () => {
    const found = caretOf(renderProblems([problem(at(1, 5, "abcd", 1))], [], PLAIN));
    expect(found.carets).toBe("^");
    expect(found.before).toBe("    | ".padEnd(10));
  });

  it("shows hostile text as text", () => {
    for (const text of HOSTILE) {
      const place = { ...at(1, 1, text, 3), file: text };
      const shown = renderProblems([problem(place, { code: text, message: text, fix: text })], [], PLAIN);
      expect(shown).not.toMatch(OBEYED);
    }
  });
});
