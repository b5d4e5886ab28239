import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HIDDEN } from "../../src/review/change-view.ts";
import { redactPlan, redactResult } from "../../src/review/redact.ts";
import { renderPlanText } from "../../src/review/text.ts";
import {
  ADA,
  basePlan,
  BOB,
  change,
  driftOf,
  fullPlan,
  fullResult,
  keyed,
  operation,
  outcome,
  PLAIN,
  planOf,
  ref,
  resultOf,
  rollbackPlan,
  uuid,
  who,
} from "./samples.ts";

const WORK = { id: "WORK", name: "WORK" };
const HOME = { id: "HOME", name: "HOME" };

describe("redactPlan() none", () => {
  it("changes nothing", () => {
    expect(redactPlan(fullPlan(), "none")).toEqual(fullPlan());
  });
});

describe("redactPlan() values", () => {
  it("hides what is live and keeps what the definitions say", () => {
    const plan = redactPlan(fullPlan(), "values");
    expect(plan.redacted).toBe("values");
    const [title, department] = plan.operations.find(({ users }) => users[0]?.id === ADA.id)?.changes ?? [];
    expect(title).toMatchObject({ before: HIDDEN, after: "Senior Agent" });
    expect(department).toMatchObject({ before: null, after: "Care" });
    expect(plan.planHash).toBe(fullPlan().planHash);
  });

  it("hides what a body carries along and keeps what it changes", () => {
    const op = operation(
      "update",
      ADA,
      [keyed(ADA.id, "phones", WORK, { number: "+341" }, { number: "+342", countryCode: "ES" })],
      {
        body: {
          title: "Set",
          addresses: [
            { mediaType: "PHONE", type: "HOME", address: "+343", extension: "9" },
            { mediaType: "PHONE", type: "WORK", address: "+342", countryCode: "ES" },
          ],
        },
        carried: [{ userId: ADA.id, field: "phones", key: HOME, value: { number: "+343", extension: "9" } }],
      },
    );
    const [redacted] = redactPlan(planOf({ operations: [op] }), "values").operations;
    expect(redacted?.body).toEqual({
      title: HIDDEN,
      addresses: [
        { mediaType: "PHONE", type: "HOME", address: HIDDEN, extension: HIDDEN },
        { mediaType: "PHONE", type: "WORK", address: "+342", countryCode: HIDDEN },
      ],
    });
    expect(redacted?.changes[0]?.after).toEqual({ number: "+342" });
    expect(redacted?.carried[0]?.value).toBe(HIDDEN);
  });

  it("hides numbers of carried skills and keeps those that change", () => {
    const [billing, spanish] = [ref(900, "Billing"), ref(903, "Spanish")];
    const op = operation("replace-skills", ADA, [keyed(ADA.id, "skills", billing, 3, 4)], {
      body: [
        { id: billing.id, proficiency: 4 },
        { id: spanish.id, proficiency: 2 },
      ],
      carried: [{ userId: ADA.id, field: "skills", key: spanish, value: 2 }],
    });
    expect(redactPlan(planOf({ operations: [op] }), "values").operations[0]?.body).toEqual([
      { id: billing.id, proficiency: 4 },
      { id: spanish.id, proficiency: HIDDEN },
    ]);
  });

  it("leaves no live text anywhere, unless the definitions say the same", () => {
    const live = fc.string({ minLength: 5, unit: "grapheme" }).map((text) => `live<${text}>`);
    fc.assert(
      fc.property(
        live,
        live,
        fc.option(fc.string(), { nil: null }),
        fc.boolean(),
        (before, carried, after, drift) => {
          const changes = [change(ADA.id, "title", before, after)];
          const op = operation("update", ADA, changes, {
            body: { title: after, certifications: [carried], addresses: [{ address: before }] },
            carried: [{ userId: ADA.id, field: "certifications", value: [carried] }],
          });
          const plan = planOf({
            ...(drift ? { differences: changes } : { operations: [op] }),
            warnings: [
              { code: "x", message: `was ${before}`, fix: "", at: { file: "f", line: 1, column: 1 } },
            ],
          });
          const text = JSON.stringify(redactPlan(plan, "values"));
          for (const hidden of [before, carried])
            expect(text).not.toContain(JSON.stringify(hidden).slice(1, -1));
        },
      ),
    );
  });
});

describe("redactPlan()", () => {
  it.each(["values", "people"] as const)("tells no live division with %s hidden", (level) => {
    expect(fullPlan().users[0]?.division).toBeDefined();
    for (const user of redactPlan(fullPlan(), level).users) expect(user.division).toBeUndefined();
  });
});

describe("redactPlan() people", () => {
  it("puts ids in place of e-mails and names", () => {
    const op = operation(
      "update",
      ADA,
      [
        change(ADA.id, "name", "Ada Byron", "Ada Lovelace"),
        change(ADA.id, "email", "ada.byron@example.com", ADA.email),
        change(ADA.id, "manager", null, { id: BOB.id, name: BOB.email }),
        keyed(ADA.id, "otherEmails", HOME, null, { address: "ada@home.example" }),
      ],
      { body: { name: "Ada Lovelace", email: ADA.email, manager: BOB.id } },
    );
    const warnings = [{ code: "x", message: `Ada Lovelace <${ADA.email}>, boss of ${BOB.email}.`, fix: "" }];
    const plan = redactPlan(
      planOf({ operations: [op], warnings, users: [who(ADA, "Ada Lovelace")] }),
      "people",
    );
    expect(plan.operations[0]?.users).toEqual([{ id: ADA.id, email: ADA.id }]);
    expect(plan.operations[0]?.body).toEqual({ name: ADA.id, email: ADA.id, manager: BOB.id });
    expect(plan.operations[0]?.changes.map(({ after }) => after)).toEqual([
      ADA.id,
      ADA.id,
      { id: BOB.id, name: BOB.id },
      { address: HIDDEN },
    ]);
    expect(plan.users[0]).toMatchObject({ email: ADA.id, name: ADA.id });
    expect(plan.warnings[0]?.message).toBe(`${ADA.id} <${ADA.id}>, boss of ${BOB.id}.`);
    expect(plan.operations[0]?.path).toBe(op.path);
  });

  it("hides what a client is called after its owner, but for our own", () => {
    const named = (own?: true) => {
      const client = { id: uuid(80), name: "Jane Doe laptop" };
      const who = { told: "field", at: "2026-05-03T16:20:00Z", client, ...(own && { own }) } as const;
      const warnings = [{ code: "x", message: "Jane Doe laptop wrote", fix: "" }];
      const drift = driftOf([{ ...change(ADA.id, "title", "Boss", "Agent"), who }]);
      return redactPlan({ ...drift, warnings }, "people");
    };
    const shown = [JSON.stringify(named()), renderPlanText(named(), PLAIN)];
    for (const text of shown) expect(text).not.toContain("Jane");
    expect(shown[1]).toContain(`by OAuth client ${uuid(80)}`);
    expect(renderPlanText(named(true), PLAIN)).toContain("by this OAuth client, Jane Doe laptop");
  });

  it("leaves no e-mail of anybody anywhere", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.emailAddress(), { minLength: 4, maxLength: 4 }),
        ([a = "", b = "", c = "", d = ""]) => {
          const user = { id: uuid(1), email: a };
          const op = operation(
            "update",
            user,
            [
              change(user.id, "email", b, a),
              change(user.id, "manager", { id: uuid(2), name: c }, { id: uuid(3), name: d }),
              change(user.id, "title", `was ${c}`, `ask ${d.toUpperCase()}, or ${c}`),
            ],
            { body: { email: a, title: `ask ${d.toUpperCase()}, or ${c}` } },
          );
          const plan = planOf({
            operations: [op],
            unread: [{ userId: uuid(4), email: d, field: "phones", why: `because of ${a}` }],
            users: [who(user, a)],
            selection: [a, `*${b}`],
            warnings: [
              {
                code: "x",
                message: `(${a}) "${b}"; ${c}.`,
                fix: d,
                at: { file: `${a}.yaml`, line: 1, column: 1, text: `${a}:` },
              },
            ],
          });
          const redacted = JSON.stringify(redactPlan(plan, "people")).toLowerCase();
          for (const email of [a, b, c, d]) expect(redacted).not.toContain(email.toLowerCase());
          expect(redacted).not.toContain("@");
        },
      ),
    );
  });

  it("still reads as a plan", async () => {
    await expect(renderPlanText(redactPlan(fullPlan(), "people"), PLAIN)).toMatchFileSnapshot(
      "golden/plan-people.txt",
    );
  });
});

describe("redactResult()", () => {
  it("hides base and live values, also in reasons", () => {
    const reason = 'Live is "Team Lead" now.';
    const conflicts = [{ field: "title", base: "Junior", live: "Team Lead", desired: "Agent" }];
    const [held] = redactResult(resultOf([outcome(BOB, "held", { reason, conflicts })]), "values").outcomes;
    expect(held).toMatchObject({
      email: BOB.email,
      reason: `Live is "${HIDDEN}" now.`,
      conflicts: [{ base: HIDDEN, live: HIDDEN, desired: "Agent" }],
    });
  });

  it("leaves no e-mail at level people", () => {
    const text = JSON.stringify(redactResult(fullResult(), "people"));
    expect(text).not.toContain("@");
    expect(text).toContain('"redacted":"people"');
  });
});

describe("redactPlan() of a plan with a base", () => {
  it.each(["values", "people"] as const)("tells at level %s no ids of what is live", (level) => {
    expect(basePlan().namedById).toHaveLength(1);
    expect(redactPlan(basePlan(), level)).not.toHaveProperty("namedById");
  });
});

describe("redactPlan() of a rollback", () => {
  /** What was live before the run is in no definition, though it is what the plan asks for. */
  const LIVE = ["Agent on probation", "Senior Agent", "Lead", "Officer", "Deputy"];

  it("hides what was live, before the run and since, wherever it stands", () => {
    const plan = redactPlan(rollbackPlan(), "values");
    const texts = [JSON.stringify(plan), renderPlanText(plan, PLAIN)].join("\n");
    for (const text of LIVE) expect(texts).not.toContain(text);
    expect(plan.operations.map(({ body }) => body)).toEqual([
      { title: HIDDEN },
      [{ id: uuid(900), proficiency: HIDDEN }],
    ]);
    expect(plan.notUndone?.[1]).toMatchObject({ base: null, live: null, desired: HIDDEN });
  });

  it("hides people in what it leaves as it is as well", () => {
    const text = JSON.stringify(redactPlan(rollbackPlan(), "people"));
    expect(text).not.toContain("@example.com");
    expect(text).toContain(BOB.id);
  });
});
