import { describe, expect, it } from "vitest";
import { idOf, worldOf } from "../../src/simulator/build.ts";
import { createOrg, type OrgOptions } from "../../src/simulator/org.ts";
import { callerOf, type Loose } from "./caller.ts";

const world = worldOf({
  users: [
    { email: "ada@example.com", name: "Ada Lovelace", skills: { Billing: 1 } },
    { email: "grace@example.com", name: "Grace Hopper" },
    { email: "idle@example.com", name: "Idle Grace", state: "inactive" },
    { email: "gone@example.com", name: "Gone", state: "deleted" },
  ],
});

function search(query: readonly Loose[], options: OrgOptions = {}, more: Loose = {}) {
  return callerOf(createOrg({ world, ...options })).post("/api/v2/users/search", { query, ...more });
}

const emails = (told: Loose) => told.json.results.map((user: Loose) => user.email.split("@")[0]);

describe("POST /api/v2/users/search", () => {
  it("finds by exact e-mails, whatever their case", () => {
    const query = [{ type: "EXACT", fields: ["email"], values: ["ADA@example.com", "grace@example.com"] }];
    const told = search(query, {}, { expand: ["skills"] });
    expect(emails(told)).toEqual(["ada", "grace"]);
    expect(told.json).toMatchObject({
      total: 2,
      pageCount: 1,
      pageSize: 25,
      pageNumber: 1,
      types: ["users"],
    });
    expect(told.json.results[0].skills).toHaveLength(1);
  });

  it("finds by word, beginning and part of a name", () => {
    const by = (type: string, value: string) => emails(search([{ type, fields: ["name"], value }]));
    expect(by("TERM", "grace")).toEqual(["grace", "idle"]);
    expect(by("STARTS_WITH", "Gra")).toEqual(["grace"]);
    expect(by("CONTAINS", "love")).toEqual(["ada"]);
  });

  it("joins criteria with AND, OR and NOT", () => {
    const grace = { type: "TERM", fields: ["name"], value: "grace" };
    const active = { type: "EXACT", fields: ["state"], value: "active" };
    expect(emails(search([grace, active]))).toEqual(["grace"]);
    expect(emails(search([grace, { ...active, operator: "NOT" }]))).toEqual(["idle"]);
    const either = ["ada@example.com", "gone@example.com"].map((value) => ({
      type: "EXACT",
      fields: ["email"],
      value,
      operator: "OR",
    }));
    expect(emails(search(either))).toEqual(["ada"]);
  });

  it("shows deleted users to those who ask for the state, inactive ones by switch", () => {
    expect(emails(search([{ type: "EXACT", fields: ["state"], value: "deleted" }]))).toEqual(["gone"]);
    expect(emails(search([{ type: "MATCH_ALL" }]))).toEqual(["ada", "grace", "idle"]);
    const activeOnly = { switches: { searchStates: "active" } } as const;
    expect(emails(search([{ type: "MATCH_ALL" }], activeOnly))).toEqual(["ada", "grace"]);
  });

  it("pages, and names the pages around it", () => {
    const told = search([{ type: "MATCH_ALL" }], {}, { pageSize: 2, pageNumber: 1 });
    expect(told.json.results).toHaveLength(2);
    const next = callerOf(createOrg({ world })).get(told.json.nextPage);
    expect(emails(next)).toEqual(["idle"]);
    expect(next.json).not.toHaveProperty("nextPage");
  });

  it("refuses a type it does not know and a caller without directory:user:view", () => {
    expect(search([{ type: "SOUNDEX", fields: ["name"], value: "x" }]).status).toBe(400);
    const clients = [{ id: "plain", secret: "x", permissions: [] }] as const;
    expect(search([{ type: "MATCH_ALL" }], { clients }).status).toBe(403);
  });

  it("sees writes only when its index has them", () => {
    const caller = callerOf(createOrg({ world, lag: { search: 60_000 } }));
    const find = () =>
      caller.post("/api/v2/users/search", {
        query: [{ type: "EXACT", fields: ["email"], value: "countess@example.com" }],
      }).json.total;
    caller.patch(`/api/v2/users/${idOf("user", "ada@example.com")}`, {
      version: 1,
      email: "countess@example.com",
    });
    expect(find()).toBe(0);
    caller.wait(60_000);
    expect(find()).toBe(1);
  });
});
