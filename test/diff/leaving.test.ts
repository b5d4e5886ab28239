import { describe, expect, it } from "vitest";
import { leavingOf } from "../../src/diff/leaving.ts";
import { FIELDS } from "../../src/fields/registry.ts";
import type { Base, BaseUser } from "../../src/model/base.ts";
import type { Leaving } from "../../src/model/leaving.ts";
import type { DesiredUser, LiveUser } from "../../src/model/state.ts";
import { byUserId, desiredUser, idOf, liveUser, PLACE, type State } from "../world.ts";

const EMAIL = "a@x";

function baseUser(email: string, state: State, exact: readonly string[] = []): BaseUser {
  return { ...desiredUser(email, state, exact), managed: new Set([...Object.keys(state), ...exact]) };
}

function baseOf(...users: readonly BaseUser[]): Base {
  return { users: new Map(users.map((user) => [idOf(user.email), user])), unknown: [] };
}

function leaving(base: Base, desired: readonly DesiredUser[], live: readonly LiveUser[]): readonly string[] {
  return leavingOf(base, desired, byUserId(live), FIELDS).map(inWords);
}

/** `a@x skills.Chat: 3`; what stays is unknown where a `?` stands. */
function inWords({ email, field, key, stays }: Leaving): string {
  const what = [email, field && (key ? `${field}.${key.name}` : field)].filter(Boolean).join(" ");
  if (field === undefined) return what;
  const values = stays?.map((one) => `${one.key ? `${one.key.name} ` : ""}${JSON.stringify(one.value)}`);
  return `${what}: ${values?.join(", ") ?? "?"}`;
}

/** One user's, as the base, the definitions and live say. */
function of(base: BaseUser, desired: DesiredUser, live: State, unread: readonly string[] = []) {
  return leaving(baseOf(base), [desired], [liveUser(EMAIL, live, { unread })]);
}

describe("leavingOf()", () => {
  it("is empty when the definitions manage all that the base did, whatever they ask", () => {
    const base = baseUser(EMAIL, { title: "Agent", skills: { A: 1 } }, ["skills"]);
    expect(of(base, desiredUser(EMAIL, { title: "Lead", skills: { B: 2 } }, ["skills"]), {})).toEqual([]);
  });

  it("lists users whom the definitions do not have any more, by e-mail", () => {
    const base = baseOf(baseUser("c@x", { title: "x" }), baseUser("B@x", {}), baseUser("a@x", {}));
    expect(leaving(base, [desiredUser("a@x", {})], [liveUser("B@x"), liveUser("c@x")])).toEqual([
      "B@x",
      "c@x",
    ]);
  });

  it("lists users of the base of whom nobody live was found, without an id", () => {
    const base = { users: new Map(), unknown: [baseUser("gone@x", { title: "x" })] };
    expect(leavingOf(base, [], new Map(), FIELDS)).toEqual([
      { email: "gone@x", source: { file: PLACE.file, line: PLACE.line } },
    ]);
  });

  it("lists fields in their order, with all that stays live", () => {
    const base = baseUser(EMAIL, { skills: { A: 1 }, title: "Agent", certifications: ["PCI"] }, ["skills"]);
    const live = { title: "Chief", skills: { A: 1, B: 2 } };
    expect(of(base, desiredUser(EMAIL, { department: "Care" }), live)).toEqual([
      'a@x title: "Chief"',
      "a@x skills: A 1, B 2",
      "a@x certifications: ",
    ]);
  });

  it("does not take what was not read for unset", () => {
    expect(of(baseUser(EMAIL, { title: "Agent" }), desiredUser(EMAIL), {}, ["title"])).toEqual([
      "a@x title: ?",
    ]);
  });

  it("lists keys that a field does not name any more, unless it is exact", () => {
    const base = baseUser(EMAIL, { skills: { A: 1, B: 2 } });
    const live = { skills: { A: 1, C: 3 } };
    expect(of(base, desiredUser(EMAIL, { skills: { A: 1 } }), live)).toEqual(["a@x skills.B: "]);
    expect(of(base, desiredUser(EMAIL, { skills: { A: 1 } }, ["skills"]), live)).toEqual([]);
  });

  it("lists live keys that nobody removes any more when a field was exact and is not", () => {
    const base = baseUser(EMAIL, { skills: { A: 1 } }, ["skills"]);
    const live = { skills: { A: 1, C: 3 } };
    expect(of(base, desiredUser(EMAIL, { skills: { A: 1 } }), live)).toEqual(["a@x skills.C: C 3"]);
  });

  it("knows fields of which the base asked something that is not known any more", () => {
    const base = { ...baseUser(EMAIL, {}), managed: new Set(["division"]) };
    expect(of(base, desiredUser(EMAIL, { title: "x" }), {})).toEqual(["a@x division: "]);
  });

  it("labels those of whom something leaves, and nobody else", () => {
    const base = baseOf(baseUser("a@x", { title: "x" }), baseUser("b@x", { title: "x" }));
    const seen: string[] = [];
    const label = (user: LiveUser) => {
      seen.push(user.email);
      return user;
    };
    const desired = [desiredUser("a@x", { title: "y" }), desiredUser("b@x")];
    leavingOf(base, desired, byUserId([liveUser("a@x"), liveUser("b@x")]), FIELDS, label);
    expect(seen).toEqual(["b@x"]);
  });
});
