import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { replacing } from "../../src/review/replacing.ts";

describe("replacing()", () => {
  it("prefers the longest text and leaves what was put in alone", () => {
    const replace = replacing(
      new Map([
        ["Ada", "Bob"],
        ["Ada Lovelace", "1"],
        ["Bob", "2"],
        ["ab", "3"],
      ]),
    );
    expect(replace("Ada Lovelace, Ada and Bob: ab")).toBe("1, Bob and 2: ab");
  });

  it("does the same as replaceAll() for one text", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "👍"), maxLength: 30 });
    fc.assert(
      fc.property(text, text, (part, sentence) => {
        const wanted = part.length < 3 ? sentence : sentence.replaceAll(part, () => "-");
        expect(replacing(new Map([[part, "-"]]))(sentence)).toBe(wanted);
      }),
    );
  });
});
