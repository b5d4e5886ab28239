import { describe, expect, it } from "vitest";
import type { Cell } from "../../src/model/state.ts";
import { judgeItem, type VerifyItem } from "../../src/verify/judge-item.ts";
import { ADA, cell, change, liveAda, operation } from "../apply/live-users.ts";

/** Ada's title went from Agent to Lead, and her version from 4 to 5. */
const PINNED: VerifyItem = {
  operation: operation([change("title", "Agent", "Lead")]),
  userId: ADA,
  before: 4,
  after: 5,
  versionBlurred: false,
};
const VERSIONLESS: VerifyItem = { ...PINNED, before: undefined, after: undefined };

function judged(item: VerifyItem, version: number, ...cells: readonly Cell[]) {
  return judgeItem(item, { ...liveAda(cells), version });
}

const agent = cell("title", "Agent");

describe("judgeItem() of a pinned write", () => {
  it.each([4, 5, 6])("as planned when the value stands, at version %i", (version) => {
    expect(judged(PINNED, version, cell("title", "Lead"))).toMatchObject({ kind: "as-planned" });
  });

  it("not visible while reads show the version from before", () => {
    expect(judged(PINNED, 4, agent)).toMatchObject({ kind: "not-visible" });
  });

  it("not persisted when the value before stands at our own version; it may be written once more", () => {
    expect(judged(PINNED, 5, agent)).toMatchObject({ kind: "not-persisted", mayRewrite: true });
  });

  it("changed since when the value before stands at a later version: somebody put it back", () => {
    expect(judged(PINNED, 6, agent)).toMatchObject({
      kind: "changed-since",
      reason:
        "title shows the value before, but another version than ours: somebody put it back, or Genesys never stored it",
    });
  });

  it("not persisted, and not to be written again, when our own calls may have moved the version", () => {
    const blurred = { ...PINNED, versionBlurred: true };
    expect(judged(blurred, 6, agent)).toMatchObject({ kind: "not-persisted", mayRewrite: false });
  });

  it.each([5, 6])("changed since when a third value stands, at version %i", (version) => {
    expect(judged(PINNED, version, cell("title", "CEO"))).toMatchObject({
      kind: "changed-since",
      conflicts: [{ field: "title", base: "Agent", live: "CEO", desired: "Lead" }],
    });
  });

  it("changed since when only a part of it stands as before", () => {
    const both = operation([change("title", "Agent", "Lead"), change("department", "A", "B")]);
    const live = [agent, cell("department", "C")];
    expect(judged({ ...PINNED, operation: both }, 5, ...live)).toMatchObject({ kind: "changed-since" });
  });
});

describe("judgeItem() of a call that takes no version", () => {
  it("not persisted when the value before stands", () => {
    expect(judged(VERSIONLESS, 9, agent)).toMatchObject({ kind: "not-persisted", mayRewrite: true });
  });

  it("changed since when a third value stands", () => {
    expect(judged(VERSIONLESS, 9, cell("title", "CEO"))).toMatchObject({ kind: "changed-since" });
  });
});

describe("judgeItem() of what it cannot see", () => {
  it("unreadable when the user is not shown, or the field was left out", () => {
    expect(judgeItem(PINNED, undefined)).toMatchObject({ kind: "unreadable" });
    expect(judgeItem(PINNED, liveAda([], ["title"]))).toMatchObject({
      kind: "unreadable",
      reason: "Written, but title could not be read back",
    });
  });

  it("looks at this user's changes only", () => {
    const shared = operation([
      change("title", "Agent", "Lead"),
      { ...change("title", null, "Lead"), userId: "bob" },
    ]);
    const item = { ...PINNED, operation: shared };
    expect(judged(item, 5, cell("title", "Lead"))).toMatchObject({ kind: "as-planned" });
  });
});
