import { describe, expect, it } from "vitest";
import { identicalValue, keepExtras, sameValue } from "../../src/fields/compare.ts";
import { renderField, renderValue } from "../../src/fields/render.ts";
import type { Value } from "../../src/model/state.ts";
import { ref } from "../world.ts";

const noted = { ...ref("Madrid"), note: "Floor 3" };

describe("sameValue()", () => {
  it.each<readonly [string, Value, Value]>([
    ["refs by id, whatever they are called", { id: "1", name: "Old" }, { id: "1", name: "New" }],
    ["lists as sets", ["a", "b"], ["b", "a", "a"]],
    ["places without their notes", [noted], [ref("Madrid")]],
    ["contacts by number, extension and address", { number: "+1", countryCode: "ES" }, { number: "+1" }],
    ["unset with unset", null, null],
  ])("takes %s for the same", (_, a, b) => {
    expect(sameValue(a, b)).toBe(true);
    expect(sameValue(b, a)).toBe(true);
  });

  it.each<readonly [string, Value, Value]>([
    ["refs by id", { id: "1", name: "A" }, { id: "2", name: "A" }],
    ["texts by case", "agent", "Agent"],
    ["a text and a number", "1", 1],
    ["unset and false", null, false],
    ["unset and zero", null, 0],
    ["extensions", { number: "+1", extension: "1" }, { number: "+1" }],
    ["an extension from a number", { extension: "1" }, { number: "1" }],
    ["lists of other items", ["a"], ["a", "b"]],
  ])("tells %s apart", (_, a, b) => {
    expect(sameValue(a, b)).toBe(false);
    expect(sameValue(b, a)).toBe(false);
  });
});

describe("identicalValue()", () => {
  it("asks for the same meaning and for the same of what is merely carried", () => {
    expect(identicalValue([noted], [{ ...noted, name: "Elsewhere" }])).toBe(true);
    expect(identicalValue([noted], [ref("Madrid")])).toBe(false);
    expect(identicalValue({ number: "+1", integration: "dr" }, { number: "+1" })).toBe(false);
    expect(identicalValue({ number: "+1", integration: "dr" }, { number: "+1", integration: "dr" })).toBe(
      true,
    );
    expect(identicalValue("a", "b")).toBe(false);
  });
});

describe("keepExtras()", () => {
  it("keeps the notes of places that stay", () => {
    expect(keepExtras([noted], [ref("Berlin"), ref("Madrid")])).toEqual([ref("Berlin"), noted]);
  });

  it("keeps country code and integration while the number stays", () => {
    const live = { number: "+1", extension: "1", countryCode: "ES", integration: "dr" };
    expect(keepExtras(live, { number: "+1", extension: "2" })).toEqual({ ...live, extension: "2" });
    expect(keepExtras(live, { number: "+2", extension: "1" })).toEqual({ number: "+2", extension: "1" });
    expect(keepExtras({ address: "a@x", countryCode: "ES" }, { address: "b@x" })).toEqual({ address: "b@x" });
  });

  it("leaves everything else as desired", () => {
    expect(keepExtras(null, "Lead")).toBe("Lead");
    expect(keepExtras("Agent", null)).toBeNull();
    expect(keepExtras({ number: "+1", countryCode: "ES" }, null)).toBeNull();
    expect(keepExtras(["PCI"], ["ISO"])).toEqual(["ISO"]);
  });
});

describe("renderValue()", () => {
  it.each<readonly [Value, string]>([
    [null, "(unset)"],
    ["Agent", '"Agent"'],
    [2.5, "2.5"],
    [true, "true"],
    [ref("EMEA"), "EMEA"],
    [[ref("Madrid"), ref("Berlin")], "[Madrid, Berlin]"],
    [["PCI"], '["PCI"]'],
    [{ number: "+1", extension: "7", integration: "dr" }, "+1 ext. 7 (dr)"],
    [{ address: "a@x" }, "a@x"],
  ])("shows %j as %s", (value, text) => {
    expect(renderValue(value)).toBe(text);
  });

  it("names a cell as the definitions would", () => {
    expect(renderField({ field: "skills", key: ref("Billing") })).toBe("skills.Billing");
    expect(renderField({ field: "title" })).toBe("title");
  });
});
