import { describe, expect, it } from "vitest";
import type { WrittenUser } from "../../src/model/definitions.ts";
import type { LiveUser } from "../../src/model/state.ts";
import { matchUsers } from "../../src/resolve/identity.ts";
import { byUserId, idOf, liveUser, writtenUser } from "../world.ts";

/** Who is matched with whom (`key = live`, `key ← live` for a rename), problems and warnings by code. */
function match(written: readonly WrittenUser[], live: readonly LiveUser[], deleted: readonly string[] = []) {
  const population = { users: byUserId(live), deleted: new Set(deleted), searched: true };
  const { matches, problems, warnings } = matchUsers(written, population);
  return {
    matches: matches
      .map(({ written: one, live: user, renames }) => `${one.email} ${renames ? "←" : "="} ${user.email}`)
      .toSorted(),
    problems: problems.map(({ code }) => code),
    warnings: warnings.map(({ code }) => code),
    messages: problems.map(({ message }) => message),
    fixes: problems.map(({ fix }) => fix),
  };
}

const users = (...emails: readonly string[]) => emails.map((email) => liveUser(email));
const was = (email: string, previously: string) => writtenUser(email, [], { previously });
const byId = (email: string, live: string, renameEmail = false) =>
  writtenUser(email, [], { id: idOf(live), renameEmail });

describe("matchUsers() by key", () => {
  it("finds a user by login e-mail, without case", () => {
    expect(match([writtenUser("Ada@X.example")], users("ada@x.example")).matches).toEqual([
      "Ada@X.example = ada@x.example",
    ]);
  });

  it("says who cannot be found, and who is deleted", () => {
    const found = match([writtenUser("ada@x"), writtenUser("eve@x")], [], ["eve@x"]);
    expect(found.problems).toEqual(["unknown-user", "user-deleted"]);
    expect(found.fixes[0]).toContain("division");
    expect(found.messages[1]).toContain("deleted");
  });

  it("says when it could not search", () => {
    const population = { users: new Map(), deleted: new Set<string>(), searched: false };
    const { problems } = matchUsers([writtenUser("ada@x")], population);
    expect(problems[0]?.message).toContain("directory:user:view");
  });
});

describe("matchUsers() of a snapshot", () => {
  it("says that only the snapshot was looked at", () => {
    const population = {
      users: new Map(),
      deleted: new Set<string>(),
      searched: false,
      saved: true as const,
    };
    const { problems } = matchUsers([writtenUser("ada@x")], population);
    expect(problems[0]?.message).toBe("Cannot find the live user of ada@x: the snapshot does not show it");
    expect(problems[0]?.fix).toContain("take the snapshot again");
  });
});

describe("matchUsers() by previously", () => {
  it("renames the user who has the former address", () => {
    expect(match([was("b@x", "A@X")], users("a@x"))).toMatchObject({ matches: ["b@x ← a@x"], problems: [] });
  });

  it("takes a rename that is done for a hint to delete the line", () => {
    const done = match([was("b@x", "a@x")], users("b@x"));
    expect(done).toMatchObject({ matches: ["b@x = b@x"], problems: [], warnings: ["previously-fulfilled"] });
  });

  it("counts a rename as done when somebody else has the former address by now", () => {
    const done = match([was("b@x", "a@x"), writtenUser("a@x")], users("a@x", "b@x"));
    expect(done).toMatchObject({
      matches: ["a@x = a@x", "b@x = b@x"],
      problems: [],
      warnings: ["previously-fulfilled"],
    });
  });

  it.each([
    [["a@x", "b@x", "c@x"], ["b@x ← a@x", "c@x ← b@x", "d@x ← c@x"], 0],
    [["a@x", "b@x", "d@x"], ["b@x ← a@x", "c@x ← b@x", "d@x = d@x"], 1],
    [["a@x", "c@x", "d@x"], ["b@x ← a@x", "c@x = c@x", "d@x = d@x"], 2],
    [["b@x", "c@x", "d@x"], ["b@x = b@x", "c@x = c@x", "d@x = d@x"], 3],
  ])("goes on with a chain a → b → c → d from wherever it stands: %j", (live, matches, done) => {
    const chain = [was("b@x", "a@x"), was("c@x", "b@x"), was("d@x", "c@x")];
    for (const written of [chain, chain.toReversed()]) {
      const found = match(written, users(...live));
      expect(found).toMatchObject({ matches, problems: [] });
      expect(found.warnings).toHaveLength(done);
    }
  });

  it("cannot tell two live users apart", () => {
    const both = match([was("b@x", "a@x")], users("a@x", "b@x"));
    expect(both.problems).toEqual(["rename-both-live"]);
    expect(both.messages[0]).toContain(idOf("b@x"));
  });

  it("refuses renames in a circle", () => {
    expect(match([was("b@x", "a@x"), was("a@x", "b@x")], users("a@x", "b@x")).problems).toEqual([
      "rename-cycle",
      "rename-cycle",
    ]);
    const three = [was("b@x", "a@x"), was("c@x", "b@x"), was("a@x", "c@x")];
    expect(match(three, users("a@x", "b@x", "c@x")).problems).toHaveLength(3);
  });

  it("misses a user whom neither address shows", () => {
    expect(match([was("b@x", "a@x")], []).problems).toEqual(["unknown-user"]);
    expect(match([was("b@x", "a@x")], [], ["a@x"]).problems).toEqual(["user-deleted"]);
  });

  it("refuses two definitions that name one live user", () => {
    const twice = match([writtenUser("a@x"), was("b@x", "a@x")], users("a@x"));
    expect(twice.problems).toEqual(["user-claimed-twice"]);
    expect(twice.messages[0]).toContain("a@x at a.yaml:1");
  });
});

describe("matchUsers() by id", () => {
  it("takes an id with its own e-mail, in any case", () => {
    const upper = writtenUser("ada@x", [], { id: idOf("ada@x").toUpperCase() });
    expect(match([upper], [liveUser("ada@x", {}, { id: idOf("ada@x") })]).problems).toEqual([]);
  });

  it("refuses an id of another e-mail, and shows both", () => {
    const found = match([byId("b@x", "a@x")], users("a@x"));
    expect(found.problems).toEqual(["id-email-mismatch"]);
    expect(found.messages[0]).toMatch(/b@x.*a@x/);
  });

  it("renames with renameEmail", () => {
    expect(match([byId("b@x", "a@x", true)], users("a@x"))).toMatchObject({
      matches: ["b@x ← a@x"],
      problems: [],
    });
    expect(match([byId("a@x", "a@x", true)], users("a@x"))).toMatchObject({
      matches: ["a@x = a@x"],
      warnings: [],
    });
  });

  it("refuses an address that somebody keeps, and allows one that becomes free", () => {
    const taken = match([byId("b@x", "a@x", true)], users("a@x", "b@x"));
    expect(taken.problems).toEqual(["email-taken"]);
    expect(taken.messages[0]).toContain(idOf("b@x"));
    const chain = [byId("b@x", "a@x", true), byId("c@x", "b@x", true)];
    expect(match(chain, users("a@x", "b@x"))).toMatchObject({
      matches: ["b@x ← a@x", "c@x ← b@x"],
      problems: [],
    });
  });

  it("refuses two who swap their addresses", () => {
    const swap = [byId("b@x", "a@x", true), byId("a@x", "b@x", true)];
    expect(match(swap, users("a@x", "b@x")).problems).toEqual(["rename-cycle", "rename-cycle"]);
  });

  it("says which id cannot be found, and which one is deleted", () => {
    expect(match([byId("a@x", "a@x")], []).messages[0]).toContain(`id ${idOf("a@x")}`);
    expect(match([byId("a@x", "a@x")], [], [idOf("a@x")]).problems).toEqual(["user-deleted"]);
  });

  it("beats previously, which must then name the same user", () => {
    const both = (id: string) => writtenUser("b@x", [], { id: idOf(id), previously: "a@x" });
    expect(match([both("a@x")], users("a@x"))).toMatchObject({ matches: ["b@x ← a@x"], problems: [] });
    expect(match([both("b@x")], users("b@x"))).toMatchObject({
      matches: ["b@x = b@x"],
      warnings: ["previously-fulfilled"],
    });
    expect(match([both("z@x")], users("a@x", "z@x")).problems).toEqual(["id-email-mismatch"]);
  });
});
