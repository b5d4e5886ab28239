import { describe, expect, it } from "vitest";
import type { Change, Plan, PlanUser } from "../../src/model/plan.ts";
import { type AdoptOptions, adoptInto } from "../../src/pipeline/adopt.ts";
import { change, driftOf, keyed, operation, planOf, ref, uuid, who } from "../review/samples.ts";

const ADA = { id: uuid(1), email: "ada@x.example" } as const;
const BOB = { id: uuid(2), email: "bob@x.example" } as const;
const CAY = { id: uuid(3), email: "cay@x.example" } as const;
const USERS: readonly PlanUser[] = [ADA, BOB, CAY].map((user) => who(user, user.email));

interface Came {
  /** The one file afterwards, or the problems in one line each. */
  readonly text: string;
  readonly warnings: readonly string[];
}

/** What becomes of a file. */
function adopting(text: string, document: Plan, options: Partial<AdoptOptions> = {}): Came {
  const bytes = new TextEncoder().encode(text);
  const made = adoptInto([{ path: "a.yaml", location: "a.yaml", bytes }], { document, cwd: ".", ...options });
  const warnings = made.warnings.map(({ code }) => code);
  if (!made.ok)
    return { text: made.problems.map(({ code, message }) => `${code}: ${message}`).join("\n"), warnings };
  return { text: new TextDecoder().decode(made.value.files[0]?.after ?? bytes), warnings };
}

function drift(...differences: readonly Change[]): Plan {
  return driftOf(differences, { users: USERS });
}

const TITLES = `version: 1
users:
  ada@x.example: { title: Agent }
  bob@x.example: { title: Agent }
`;

describe("what of a document is adopted", () => {
  const both = [change(ADA.id, "title", "Lead", "Agent"), change(BOB.id, "title", "Chief", "Agent")];

  it("leaves out, with a word, what the definitions changed since the base", () => {
    const [ada, bob] = both.map((one, index) => ({ ...one, cause: index === 0 ? "pr" : "drift" }) as const);
    const { text, warnings } = adopting(TITLES, drift(...[ada, bob].filter((one) => one !== undefined)));
    expect(text).toBe(TITLES.replace("bob@x.example: { title: Agent", "bob@x.example: { title: Chief"));
    expect(warnings).toEqual(["not-drift"]);
  });

  it("leaves out what a plan executes, and takes what it leaves", () => {
    const [ada, bob] = both;
    const plan = planOf({
      operations: [operation("update", ADA, ada ? [ada] : [])],
      differences: bob ? [{ ...bob, cause: "drift" }] : [],
      users: USERS,
    });
    const { text, warnings } = adopting(TITLES, plan);
    expect(text).toBe(TITLES.replace("bob@x.example: { title: Agent", "bob@x.example: { title: Chief"));
    expect(warnings).toEqual(["not-drift"]);
  });

  it("says what was not read", () => {
    const unread = [{ userId: BOB.id, email: BOB.email, field: "skills", why: "the answer had none" }];
    const document = driftOf([change(ADA.id, "title", "Lead", "Agent")], { users: USERS, unread });
    expect(adopting(TITLES, document).warnings).toEqual(["unread"]);
    expect(adopting(TITLES, document, { fields: ["title"] }).warnings).toEqual([]);
    expect(adopting(TITLES, document, { fields: ["title", "skills.Billing"] }).warnings).toEqual(["unread"]);
  });

  it("says of which named fields and keys there is no difference", () => {
    const document = drift(change(ADA.id, "title", "Lead", "Agent"));
    expect(adopting(TITLES, document, { fields: ["skills.billing"] })).toEqual({
      text: TITLES,
      warnings: ["nothing-differs"],
    });
    expect(adopting(TITLES, document, { fields: ["title"] }).warnings).toEqual([]);
    const ofBob = { fields: ["title", "department"], select: ["bob@*"] };
    expect(adopting(TITLES, document, ofBob).warnings).toEqual(["nothing-differs", "nothing-differs"]);
  });

  it("leaves out a rename that is not applied yet, and says why not when asked for it", () => {
    const text = `version: 1\nusers:\n  new@x.example: { previously: ada@x.example, title: Agent }\n`;
    const document = drift(
      change(ADA.id, "email", ADA.email, "new@x.example"),
      change(ADA.id, "title", "Lead", "Agent"),
    );
    expect(adopting(text, document)).toEqual({
      text: text.replace("Agent", "Lead"),
      warnings: ["not-drift"],
    });
    expect(adopting(text, document, { fields: ["email"] }).text).toMatch(
      /^email-not-adopted: .* previously asks/,
    );
  });

  it("takes users by the e-mail that they are to have, as gus drift does, and by the one they have", () => {
    const text = `version: 1\nusers:\n  new@x.example: { previously: ada@x.example, title: Agent }\n`;
    const document = drift(
      change(ADA.id, "email", ADA.email, "new@x.example"),
      change(ADA.id, "title", "Lead", "Agent"),
    );
    for (const glob of ["new@*", "ada@*"])
      expect(adopting(text, document, { select: [glob] }).text).toBe(text.replace("Agent", "Lead"));
  });

  it("follows a chain of renames: an entry is about the user whose e-mail moves there", () => {
    const text = `version: 1
users:
  bob@x.example: { previously: ada@x.example, title: Agent }
  cay@x.example: { previously: bob@x.example, title: Agent }
`;
    const document = drift(change(BOB.id, "title", "Lead", "Agent"));
    expect(adopting(text, document).text).toBe(
      text.replace("bob@x.example, title: Agent", "bob@x.example, title: Lead"),
    );
  });
});

describe("how values are written", () => {
  const skills = "version: 1\nusers:\n  ada@x.example: { skills: { Billing: 1 } }\n";

  it("names things by name, and by id where the name is not theirs alone or not known", () => {
    const twin = keyed(ADA.id, "skills", ref(901, "Billing"), 2, null);
    const nameless = keyed(ADA.id, "skills", { id: uuid(902), name: uuid(902) }, 3, null);
    const document = {
      ...drift(keyed(ADA.id, "skills", ref(900, "Billing"), 4, 1), twin, nameless),
      namedById: [uuid(901)],
    };
    expect(adopting(skills, document).text).toBe(
      skills.replace("Billing: 1", `Billing: 4, "id:${uuid(901)}": 2, "id:${uuid(902)}": 3`),
    );
  });

  it("keeps the spelling that the files have", () => {
    const byId = skills.replace("Billing", `"id:${uuid(900)}"`);
    expect(adopting(byId, drift(keyed(ADA.id, "skills", ref(900, "Billing"), 4, 1))).text).toBe(
      byId.replace(": 1 }", ": 4 }"),
    );
    const below = `version: 1
profiles: { p: { skills: { "id:${uuid(900)}": 1 } } }
users: { ada@x.example: { profiles: [p], skills: {} } }
`;
    const { text } = adopting(below, drift(keyed(ADA.id, "skills", ref(900, "Billing"), 4, null)));
    expect(text).toBe(below.replace("skills: {} }", `skills: { "id:${uuid(900)}": 4 } }`));
  });

  it("keeps the ids in a list that the files name things by", () => {
    const text = `version: 1\nusers:\n  ada@x.example:\n    locations:\n      - "id:${uuid(50)}" # HQ\n      - Rome\n`;
    const [berlin, rome, oslo] = [ref(50, "Berlin"), ref(51, "Rome"), ref(52, "Oslo")];
    const document = drift(change(ADA.id, "locations", [berlin, oslo], [berlin, rome]));
    expect(adopting(text, document).text).toBe(text.replace("Rome", "Oslo"));
  });

  it("refuses what definitions could not hold", () => {
    const phones = 'version: 1\nusers: { ada@x.example: { phones: { WORK: "+34910000000" } } }\n';
    const live = keyed(
      ADA.id,
      "phones",
      { id: "WORK", name: "WORK" },
      { number: "4711" },
      { number: "+34910000000" },
    );
    expect(adopting(phones, drift(live)).text).toMatch(
      /^not-adoptable: .* phones.WORK holds what definitions do not allow/,
    );
  });

  it("writes numbers and addresses without what is merely carried along", () => {
    const phones = 'version: 1\nusers: { ada@x.example: { phones: { WORK: "+34910000000" } } }\n';
    const value = { number: "+34910000001", countryCode: "ES", integration: "x" };
    const live = keyed(ADA.id, "phones", { id: "WORK", name: "WORK" }, value, { number: "+34910000000" });
    expect(adopting(phones, drift(live)).text).toBe(phones.replace("+34910000000", "+34910000001"));
  });
});

describe("what is refused, so that nothing changes beyond what was adopted", () => {
  it("keys of a field that the entry clears, where nothing else keeps it so", () => {
    const text = (defaults: string) => `version: 1\n${defaults}users: { ada@x.example: { phones: {} } }\n`;
    const live = keyed(ADA.id, "phones", { id: "WORK", name: "WORK" }, { number: "+34910000001" }, null);
    expect(adopting(text(""), drift(live)).text).toMatch(
      /^no-longer-exact: .* keys of phones of ada@x\.example/,
    );
    expect(adopting(text("defaults: { phones: {} }\n"), drift(live)).text).toBe(
      text("defaults: { phones: {} }\n").replace(
        "{ phones: {} } }",
        '{ phones: { WORK: "+34910000001" } } }',
      ),
    );
  });

  it("a manager who closes a circle", () => {
    const text =
      "version: 1\nusers:\n  ada@x.example: { manager: bob@x.example }\n  bob@x.example: { manager: null }\n";
    const [ada, bob] = [ref(1, ADA.email), ref(2, BOB.email)];
    const up = change(ADA.id, "manager", null, bob);
    const down = change(BOB.id, "manager", ada, null);
    expect(adopting(text, drift(up, down), { select: ["bob@*"] }).text).toMatch(
      /^manager-cycle: .* bob@x\.example → ada@x\.example → bob@x\.example would be a circle/,
    );
    expect(adopting(text, drift(up, down)).text).toBe(
      text
        .replace("manager: null", "manager: ADA")
        .replace("bob@x.example }", "null }")
        .replace("ADA", "ada@x.example"),
    );
  });

  it("a value that an alias repeats for somebody else", () => {
    const text = "version: 1\nusers:\n  ada@x.example: { title: &t Agent }\n  bob@x.example: { title: *t }\n";
    expect(adopting(text, drift(change(ADA.id, "title", "Lead", "Agent"))).text).toMatch(/^shared-anchor/);
    expect(adopting(text, drift(change(BOB.id, "title", "Lead", "Agent")))).toEqual({
      text: text.replace("*t", "Lead"),
      warnings: ["alias-written-out"],
    });
  });

  it("a document that hides values", () => {
    expect(adopting(TITLES, { ...drift(), redacted: "values" }).text).toMatch(/^plan-redacted/);
  });
});

describe("a value of a profile", () => {
  const text = `version: 1
defaults: { department: Care }
profiles:
  p: { title: Agent }
users:
  ada@x.example: { profiles: [p] }
  bob@x.example: { profiles: [p] }
  cay@x.example: { profiles: [p], title: Chief }
`;
  const [ada, bob] = [ADA, BOB].map(({ id }) => change(id, "title", "Lead", "Agent"));
  const alike = drift(...[ada, bob].filter((one) => one !== undefined));

  it("is proposed where all who take it from there have another one, and written there when told so", () => {
    expect(adopting(text, alike).text).toBe(
      'profile-drifted: All 2 users who take title from profile p have "Lead" live, not "Agent"',
    );
    expect(adopting(text, alike, { profiles: true }).text).toBe(text.replace("Agent", "Lead"));
    expect(adopting(text, alike, { profiles: false }).text).toBe(
      text.replaceAll("[p] }", "[p], title: Lead }"),
    );
  });

  it("is overridden where some of them have not, or have another one, or are not selected", () => {
    const adaAlone = text.replace(
      "ada@x.example: { profiles: [p] }",
      "ada@x.example: { profiles: [p], title: Lead }",
    );
    expect(adopting(text, drift(change(ADA.id, "title", "Lead", "Agent")), { profiles: true }).text).toBe(
      adaAlone,
    );
    expect(adopting(text, alike, { select: ["ada@*"] }).text).toBe(adaAlone);
    const unlike = drift(change(ADA.id, "title", "Lead", "Agent"), change(BOB.id, "title", "Boss", "Agent"));
    expect(adopting(text, unlike).text).toContain("bob@x.example: { profiles: [p], title: Boss }");
  });

  it("is overridden where not all who take it from there have another one", () => {
    const two = drift(...[ADA, BOB].map(({ id }) => change(id, "department", "Sales", "Care")));
    expect(adopting(text, two).text).toBe(text.replaceAll("[p] }", "[p], department: Sales }"));
  });

  it("does not reach users who clear the field, or take out the key, in the same edit", () => {
    const was = (own: string) => `version: 1
profiles: { p: { skills: { A: null } } }
users:
  ada@x.example: { profiles: [p] }
  bob@x.example: { profiles: [p] }
  cay@x.example: { profiles: [p], skills: ${own} }
`;
    const [a, b] = [keyed("", "skills", ref(900, "A"), 5, null), keyed("", "skills", ref(901, "B"), 1, null)];
    const up = [ADA, BOB].map(({ id }) => ({ ...a, userId: id }));
    const added = drift(...up, { ...b, userId: CAY.id });
    const out = drift(...up, { ...a, userId: CAY.id, before: null, after: 2 });
    const now = (own: string) => was(own).replace("A: null } } }", "A: 5 } } }");
    expect(adopting(was("{}"), added, { profiles: true }).text).toBe(now("{ B: 1, A: null }"));
    expect(adopting(was("{ A: 2 }"), out, { profiles: true }).text).toBe(now("{ A: null }"));
  });

  it("may come from the defaults of a file", () => {
    const all = drift(...[ADA, BOB, CAY].map(({ id }) => change(id, "department", "Sales", "Care")));
    expect(adopting(text, all, { profiles: true }).text).toBe(text.replace("Care", "Sales"));
  });
});
