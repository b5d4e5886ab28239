import { describe, expect, it } from "vitest";
import type { UserDiff } from "../../src/model/plan.ts";
import { needingWhatIsLeft } from "../../src/resolve/needing-left.ts";
import { byUserId, desiredUser, idOf, liveUser } from "../world.ts";

const NOBODY_LEFT: readonly UserDiff[] = [];

function manager(email: string) {
  return { id: idOf(email), name: email };
}

describe("needingWhatIsLeft()", () => {
  it("refuses a manager who would close a circle as long as another one is left as live", () => {
    const live = byUserId([liveUser("ada@x", { manager: manager("bob@x") }), liveUser("bob@x")]);
    const executed = [desiredUser("ada@x"), desiredUser("bob@x", { manager: manager("ada@x") })];
    const [problem, ...others] = needingWhatIsLeft(executed, NOBODY_LEFT, live);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: "needs-what-is-left", fix: expect.stringContaining("--only all") });
    expect(problem?.message).toContain("bob@x → ada@x → bob@x is a circle");
    const both = [desiredUser("ada@x", { manager: null }), executed[1] ?? desiredUser("bob@x")];
    expect(needingWhatIsLeft(both, NOBODY_LEFT, live)).toEqual([]);
  });

  it("refuses a login address whose owner would be renamed by what is left", () => {
    const [ada, bob] = [liveUser("ada@x"), liveUser("bob@x")];
    const change = { userId: bob.id, field: "email", before: "bob@x", after: "rob@x" };
    const owner = { desired: desiredUser("rob@x"), live: bob, changes: [], left: [change] };
    const executed = [desiredUser("ada@x", { email: "BOB@x" })];
    const [problem] = needingWhatIsLeft(executed, [owner], byUserId([ada, bob]));
    expect(problem).toMatchObject({ code: "needs-what-is-left" });
    expect(problem?.message).toContain("whose own rename is not part of this plan");
    const renamed = { ...owner, changes: [change], left: [] };
    expect(needingWhatIsLeft(executed, [renamed], byUserId([ada, bob]))).toEqual([]);
  });
});
