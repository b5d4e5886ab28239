import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderJson } from "../../src/review/json.ts";
import { fullPlan } from "./samples.ts";

describe("renderJson()", () => {
  it("sorts members, indents by two and ends with a newline", () => {
    expect(renderJson({ b: [1, { d: 1, c: null }], a: undefined })).toBe(
      '{\n  "b": [\n    1,\n    {\n      "c": null,\n      "d": 1\n    }\n  ]\n}\n',
    );
  });

  it("says the same as JSON.stringify()", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(renderJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    expect(JSON.parse(renderJson(fullPlan()))).toEqual(fullPlan());
  });

  it("is safe to print", () => {
    const text = renderJson({ title: "\u001b[31m\u009b\u202e\u2028" });
    expect(text).toBe('{\n  "title": "\\u001b[31m\\u009b\\u202e\\u2028"\n}\n');
    expect(renderJson("##vso[task.complete]")).toBe('"\\u0023#vso[task.complete]"\n');
  });
});
