import { describe, expect, it } from "vitest";
import { attribute } from "../../src/diff/who.ts";
import { FIELDS } from "../../src/fields/registry.ts";
import type { Change } from "../../src/model/plan.ts";
import type { Value } from "../../src/model/state.ts";
import type { AuditEntry } from "../../src/model/who.ts";
import { ref } from "../world.ts";

type Values = readonly string[];

/** An entry that names these properties, each with its old and its new values. */
function entry(at: string, properties: Readonly<Record<string, readonly [Values, Values]>> = {}): AuditEntry {
  const changes = Object.entries(properties);
  return { at, properties: changes.map(([name, [before, after]]) => ({ name, before, after })) };
}

/** One that tells no values. */
function silent(at: string, ...names: readonly string[]): AuditEntry {
  return entry(at, Object.fromEntries(names.map((name) => [name, [[], []]])));
}

function live(
  field: string,
  before: Value,
  key?: string,
): Pick<Change, "field" | "key" | "before" | "after"> {
  return { field, before, after: null, ...(key === undefined ? {} : { key: ref(key) }) };
}

function told(change: Parameters<typeof attribute>[0], ...entries: readonly AuditEntry[]) {
  const found = attribute(change, entries, FIELDS);
  return found && `${found.told} ${found.entry.at}`;
}

const chief = live("title", "Chief");

describe("attribute()", () => {
  it("takes the newest entry that names the field, and is certain where it made what is live", () => {
    const care = entry("4", { department: [[], ["Care"]] });
    const newest = entry("3", { title: [["Lead"], ["Chief"]] });
    expect(told(chief, care, newest, entry("2", { title: [["Agent"], ["Lead"]] }))).toBe("field 3");
    expect(told(live("title", null), entry("1", { title: [["Chief"], []] }))).toBe("field 1");
    expect(told(live("title", null), entry("1", { title: [["Chief"], [""]] }))).toBe("field 1");
  });

  it("takes none where the newest one made something else: what made it so since is not logged yet", () => {
    const agent = entry("2", { title: [["Lead"], ["Agent"]] });
    expect(told(chief, agent)).toBeUndefined();
    expect(told(chief, agent, entry("1", { title: [[], ["Chief"]] }))).toBeUndefined();
    expect(told(chief, entry("1", { title: [["Chief"], []] }))).toBeUndefined();
    expect(told(live("title", null), agent)).toBeUndefined();
    expect(told(chief, silent("3"), agent, silent("1"))).toBe("user 3");
    expect(told(chief, agent, silent("1"))).toBeUndefined();
  });

  it("is not certain where no value is told, or none that can be compared", () => {
    expect(told(chief, silent("1", "title"))).toBe("user 1");
    expect(told(chief, silent("2"), silent("1", "title"))).toBe("user 1");
    expect(told(live("manager", ref("Ada")), entry("1", { manager: [["Bob B."], ["Ada A."]] }))).toBe(
      "user 1",
    );
    expect(told(live("acdAutoAnswer", true), entry("1", { acdAutoAnswer: [["off"], ["on"]] }))).toBe(
      "user 1",
    );
    const skill = entry("1", { routingSkills: [[], ['{"id":"id-of-Billing"}']] });
    expect(told(live("skills", 3, "Billing"), skill)).toBe("user 1");
  });

  it("passes over an entry that lists a property without changing it", () => {
    const listed = entry("2", { title: [["Chief"], ["Chief"]], department: [["Care"], ["Sales"]] });
    expect(told(chief, listed, entry("1", { title: [["Agent"], ["Chief"]] }))).toBe("field 1");
  });

  const uuid = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`;
  const person = { id: uuid(1), name: "ada@example.com" };

  it.each<readonly [string, Value, string, Values, Values]>([
    ["title", "Chief", "title", [], ["Chief"]],
    ["title", "Chief", "profile.title", ["Agent"], ["Chief"]],
    ["manager", person, "managerId", [uuid(2)], [uuid(1)]],
    ["manager", person, "manager", [], ["ADA@example.com"]],
    ["manager", person, "manager", [], [`{"id":"${uuid(1)}","name":"Ada"}`]],
    ["division", person, "division", [], [uuid(1)]],
    ["email", "ada@example.com", "username", ["a@example.com"], ["Ada@example.com"]],
    ["acdAutoAnswer", true, "acdAutoAnswer", ["false"], ["true"]],
    ["state", "inactive", "state", ["active"], ["INACTIVE"]],
    ["certifications", ["a", "b"], "certifications", ["a"], ["b", "a"]],
    ["certifications", ["a", "b"], "certifications", ["a"], ['["a","b"]']],
    ["certifications", null, "certifications", ["a"], []],
    ["locations", [person], "locations", [], [`{"locationDefinition":{"id":"${uuid(1)}"}}`]],
  ])("knows %s %j by the property %s, %j → %j", (field, value, property, before, after) => {
    expect(told(live(field, value), entry("1", { [property]: [before, after] }))).toBe("field 1");
    expect(told(live(field, value), entry("1", { [property]: [after, before] }))).toBeUndefined();
  });

  it("is not certain of a list that is logged by what came and what went", () => {
    const abc = live("certifications", ["a", "b", "c"]);
    expect(told(abc, entry("1", { certifications: [[], ["c"]] }))).toBe("user 1");
    expect(told(abc, entry("1", { certifications: [[], ["d"]] }))).toBeUndefined();
    expect(told(abc, entry("1", { certifications: [["a"], []] }))).toBeUndefined();
    expect(told(abc, entry("1", { certifications: [["a"], ["a", "b"]] }))).toBeUndefined();
  });

  it.each([
    ["name", "Ada", "preferredName"],
    ["name", "Ada", "manager.name"],
    ["name", "Ada", "division.name"],
    ["state", "active", "location.address.state"],
    ["email", "ada@example.com", "primaryContactInfo.email"],
  ])("does not take %s (%s) for changed by the property %s", (field, value, property) => {
    expect(told(live(field, value), entry("1", { [property]: [[], ["else"]] }))).toBeUndefined();
    expect(told(live(field, value), entry("1", { [property]: [[], [value]] }))).not.toBe("field 1");
  });

  it("does not take what the profile tells of skills for skills of routing", () => {
    const chess = { "profile.skills": [[], ["Billing: 3"]] } as const;
    expect(told(live("skills", 3, "Billing"), entry("1", chess))).not.toBe("field 1");
    expect(
      told(live("skills", 3, "Billing"), entry("1", { profileSkills: [[], ["Billing"]] })),
    ).toBeUndefined();
  });

  it("takes an entry that names no field at all for one that may be about any, and says so", () => {
    const open = [silent("3", "department"), silent("2"), silent("1", "somethingElse")];
    expect(told(chief, ...open)).toBe("user 2");
    expect(told(chief, ...open.slice(2))).toBe("user 1");
    expect(told(chief, ...open, entry("0", { title: [[], ["Chief"]] }))).toBe("field 0");
  });

  it("takes a property by an unknown name for the field only where it does not tell another value", () => {
    expect(told(chief, entry("1", { jobRole: [["Agent"], ["Chief"]] }))).toBe("user 1");
    expect(told(chief, entry("1", { biography: [["Hi"], ["Hello"]] }))).toBeUndefined();
    expect(told(live("title", null), entry("1", { biography: [["Hi"], []] }))).toBeUndefined();
  });

  it("takes none when each is about something else", () => {
    expect(told(chief, silent("1", "department"))).toBeUndefined();
    expect(told(chief)).toBeUndefined();
  });
});

const skill = (name: string, proficiency: number) => JSON.stringify({ id: `id-of-${name}`, proficiency });

describe("attribute() of a key", () => {
  const billing = live("skills", 3, "Billing");
  const skills = (at: string, before: Values, after: Values) => entry(at, { routingSkills: [before, after] });

  it("takes the newest entry that changed the key, by id or name, to what is live", () => {
    expect(told(billing, skills("1", [skill("Billing", 1)], [skill("Billing", 3)]))).toBe("field 1");
    expect(told(billing, skills("1", [], ["billing: 3"]))).toBe("field 1");
    expect(told(billing, skills("1", [], [`[${skill("Chat", 1)},${skill("Billing", 3)}]`]))).toBe("field 1");
    expect(told(billing, entry("1", { "RoutingSkills/id-of-Billing": [["1"], ["3"]] }))).toBe("field 1");
    expect(told(live("skills", null, "Billing"), skills("1", [skill("Billing", 1)], []))).toBe("field 1");
  });

  it("passes over edits of other keys, though lists are logged whole", () => {
    const chat = skills(
      "2",
      [skill("Billing", 3), skill("Chat", 1)],
      [skill("Billing", 3), skill("Chat", 2)],
    );
    const mine = skills(
      "1",
      [skill("Billing", 1), skill("Chat", 1)],
      [skill("Billing", 3), skill("Chat", 1)],
    );
    expect(told(billing, chat)).toBeUndefined();
    expect(told(billing, chat, mine)).toBe("field 1");
    expect(told(billing, skills("1", [], [skill("Chat", 3)]))).toBeUndefined();
    expect(told(billing, entry("1", { "RoutingSkills/id-of-Chat": [["1"], ["3"]] }))).toBeUndefined();
    expect(told(billing, silent("2", "RoutingSkills/id-of-Chat"))).toBeUndefined();
    expect(told(billing, silent("2", "routingSkills"))).toBe("user 2");
  });

  it("takes none that changed the key to something else, or took it away", () => {
    expect(told(billing, skills("1", [], [skill("Billing", 5)]))).toBeUndefined();
    expect(told(billing, skills("1", [skill("Billing", 3)], []))).toBeUndefined();
    expect(told(live("skills", null, "Billing"), skills("1", [], [skill("Billing", 5)]))).toBeUndefined();
  });

  it.each([
    ["Sales", "Presales: 3"],
    ["Sales", "Sales EMEA: 3"],
    ["Sales", "Sales: EMEA: 3"],
    ["Sales", "Sales-EMEA: 3"],
    ["IT", "Hospitality: 3"],
    ["IT", '{"id":"id-of-Hospitality","name":"Hospitality","proficiency":3}'],
    ["IT", '{"id":"x","name":"Other","category":"IT","proficiency":3}'],
  ])("does not take a part of another key for %s: %s", (key, text) => {
    expect(told(live("skills", 3, key), skills("1", [], [text]))).not.toBe("field 1");
    const old = text.replace("3", "2");
    expect(told(live("skills", 3, key), skills("1", [old], [text]))).not.toBe("field 1");
  });

  it("knows members of employer information", () => {
    const hired = { ...live("employerInfo", "2020-01-01"), key: { id: "dateHire", name: "dateHire" } };
    const whole = (dateHire: string, employeeId: string) => [JSON.stringify({ dateHire, employeeId })];
    const made = entry("1", { employerInfo: [whole("2019-01-01", "7"), whole("2020-01-01", "7")] });
    expect(told(hired, made)).toBe("field 1");
    expect(
      told(hired, entry("1", { employerInfo: [whole("2020-01-01", "7"), whole("2020-01-01", "8")] })),
    ).toBeUndefined();
    expect(told(hired, entry("1", { "employerInfo.dateHire": [[], ["2020-01-01"]] }))).toBe("field 1");
    expect(told(hired, entry("1", { "employerInfo.employeeId": [[], ["2020-01-01"]] }))).toBeUndefined();
  });

  it("keeps the three kinds of contact apart, however a number is written", () => {
    const work = { id: "WORK", name: "WORK" };
    const phone = { ...live("phones", { number: "+4930123" }), key: work };
    const item = (mediaType: string, address: string) => JSON.stringify({ mediaType, type: "WORK", address });
    const made = entry("1", { addresses: [[], [item("PHONE", "+49 30 123")]] });
    expect(told(phone, made)).toBe("field 1");
    expect(told(phone, entry("1", { addresses: [[], [item("SMS", "+4930123")]] }))).toBeUndefined();
    expect(told({ ...phone, before: { number: "+4930999" } }, made)).toBeUndefined();
    expect(told({ ...phone, field: "sms" }, made)).toBeUndefined();
  });
});
