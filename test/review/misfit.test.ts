import { describe, expect, it } from "vitest";
import { show } from "../../src/pipeline/show.ts";
import { FORMATS } from "../../src/review/formats.ts";
import { misfitOf } from "../../src/review/misfit.ts";
import { driftOf, planOf, resultOf } from "./samples.ts";

const DOCUMENTS = [planOf(), driftOf([]), resultOf([])];

describe("misfitOf()", () => {
  it.each(FORMATS)("says of %s what show() cannot write", (format) => {
    for (const document of DOCUMENTS) {
      const misfit = misfitOf(format, document.kind);
      if (misfit) expect(() => show({ document, format })).toThrow(misfit.message);
      else expect(show({ document, format })).toMatch(/\n$/);
    }
  });

  it("names what fits and where it comes from", () => {
    expect(misfitOf("gitlab-terraform", "drift")).toEqual({
      code: "format-misfit",
      message: "Cannot write a drift document as gitlab-terraform, which holds a plan",
      fix: "Ask for it with `gus plan`, or take another format",
    });
  });
});
