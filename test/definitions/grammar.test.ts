import { describe, expect, it } from "vitest";
import { grammarOf } from "../../src/definitions/grammar.ts";
import { FIELDS } from "../../src/fields/registry.ts";

describe("the grammar of a user", () => {
  const { user } = grammarOf(FIELDS);

  it("asks for no field and has no rule that spans fields, so that fields can be judged one by one", () => {
    expect(user.safeParse({}).success).toBe(true);
    expect(user.def).not.toHaveProperty("checks");
  });
});
