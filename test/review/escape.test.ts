import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forMarkdown, forTerminal, sentenceForMarkdown } from "../../src/review/escape.ts";
import { HOSTILE } from "./samples.ts";

/** Any text, control and bidi characters among it. */
const anyText = fc.string({
  unit: fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...HOSTILE, "\u001b", "|", "`")),
});

describe("forTerminal()", () => {
  it.each([
    ["\u001b[31m", "\\u001b[31m"],
    ["a\nb\r\tc", "a\\u000ab\\u000d\\u0009c"],
    ["\u202eabc\u2069", "\\u202eabc\\u2069"],
    ["a\u00a0b", "a\\u00a0b"],
    ["\u{e0041}", "\\u{e0041}"],
    ["\ud800", "\\ud800"],
    ["::error::x", ":\\u003aerror::x"],
    ["##vso[task.complete]", "#\\u0023vso[task.complete]"],
  ])("shows %j as %s", (text, shown) => {
    expect(forTerminal(text)).toBe(shown);
  });

  it("leaves ordinary text alone", () => {
    for (const text of ["Zoë Müller", "日本語", "a :: b", "O'Brien <x>", "👍"])
      expect(forTerminal(text)).toBe(text);
  });

  it("shortens long values with a count, never through a character", () => {
    expect(forTerminal("x".repeat(200))).toBe("x".repeat(200));
    expect(forTerminal("👍".repeat(1300))).toBe(`${"👍".repeat(200)}… (1,100 more characters)`);
  });

  it("lets nothing through that a terminal obeys or hides", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(forTerminal(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|^\s*::|##\[|##vso\[/iu);
      }),
    );
  });
});

describe("forMarkdown()", () => {
  it("is one code span in which nothing is markup", () => {
    expect(forMarkdown("a|`<b>`@here")).toBe("<code>a&#124;&#96;&#60;b&#62;&#96;&#64;here</code>");
    fc.assert(
      fc.property(anyText, (text) => {
        const inside = forMarkdown(text).slice("<code>".length, -"</code>".length);
        expect(inside.replaceAll(/&#\d+;/g, "")).not.toMatch(/[\\`*_[\]|<>&~@:$#\n]|www\./i);
      }),
    );
  });
});

describe("sentenceForMarkdown()", () => {
  it("keeps mentions and references from forming", () => {
    expect(sentenceForMarkdown("ask @acme in #12")).toBe("ask &#64;&#8288;acme in &#35;&#8288;12");
  });
});
