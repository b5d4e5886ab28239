import { describe, expect, it } from "vitest";
import { bodyFor, pinnedBody } from "../../src/apply/body.ts";
import { operation } from "./live-users.ts";

describe("bodyFor()", () => {
  it("drops users from a list of users, and changes nothing else", () => {
    const flips = operation([], {
      kind: "auto-answer",
      body: [
        { id: "a", acdAutoAnswer: true },
        { id: "b", acdAutoAnswer: false },
      ],
    });
    expect(bodyFor(flips, new Set(["b"]))).toEqual([{ id: "b", acdAutoAnswer: false }]);
    const moves = operation([], { kind: "move-division", body: ["a", "b", "c"] });
    expect(bodyFor(moves, new Set(["a", "c"]))).toEqual(["a", "c"]);
  });

  it("sends a list of anything else whole", () => {
    const skills = operation([], { kind: "merge-skills", body: [{ id: "billing", proficiency: 2 }] });
    expect(bodyFor(skills, new Set(["ada"]))).toEqual(skills.body);
  });

  it("leaves no body where there is none", () => {
    const removal = operation([], { kind: "remove-skill", body: null });
    expect(bodyFor(removal, new Set(["ada"]))).toBeNull();
  });
});

describe("pinnedBody()", () => {
  it("adds the version, and nothing else", () => {
    expect(pinnedBody({ id: "a", title: "Lead" }, 7)).toEqual({ id: "a", title: "Lead", version: 7 });
  });
});
