import { describe, expect, it } from "vitest";
import { METRICS, metricsOf } from "../../src/telemetry/metrics.ts";
import { EVENTS } from "./samples.ts";

const { call, outcome } = EVENTS;
const USER = { endpoint: "/api/v2/users/{id}" };

/** `name value tags`, as short as a test wants it. */
function told(...events: Parameters<typeof metricsOf>): readonly (readonly unknown[])[] {
  return metricsOf(...events).map(({ name, value, tags }) => [name, value, tags]);
}

describe("metricsOf()", () => {
  it("counts and times an answered call, and shows the account", () => {
    expect(told(call)).toEqual([
      ["genesys.users.calls", 1, { method: "PATCH", ...USER, status: "200" }],
      ["genesys.users.latency", 212, { method: "PATCH", ...USER }],
      ["genesys.users.account.used", 7, {}],
      ["genesys.users.account.allowed", 240, {}],
      ["genesys.users.account.limit", 300, {}],
    ]);
  });

  it("times no call that got no answer", () => {
    const { account: _, ...unanswered } = { ...call, status: 0 };
    expect(told(unanswered)).toEqual([
      ["genesys.users.calls", 1, { method: "PATCH", ...USER, status: "none" }],
    ]);
  });

  it.each([
    ["PATCH", "/api/v2/users/{id}", 429, 1],
    ["DELETE", "/api/v2/users/{id}/routingskills/{id}", 429, 1],
    ["POST", "/api/v2/authorization/divisions/{id}/objects/USER", 429, 1],
    ["PATCH", "/api/v2/users/{id}", 409, 0],
    ["GET", "/api/v2/users", 429, 0],
    ["POST", "/api/v2/users/search", 429, 0],
    ["POST", "/api/v2/audits/query/realtime", 429, 0],
    ["DELETE", "/api/v2/tokens/me", 429, 0],
    ["POST", "/oauth/token", 429, 0],
  ])("of %s %s %i has %i 429 of an update", (method, route, status, times) => {
    const found = told({ ...call, method, route, status }).filter(([name]) => /429/.test(String(name)));
    expect(found).toEqual(Array(times).fill(["genesys.users.update.429", 1, { endpoint: route }]));
  });

  it("counts an outcome by its status, and a held one besides", () => {
    expect(told(outcome)).toEqual([
      ["genesys.users.outcomes", 1, { status: "held" }],
      ["genesys.users.held", 1, {}],
    ]);
    const applied = { ...outcome, outcome: { ...outcome.outcome, status: "applied" } } as const;
    expect(told(applied)).toEqual([["genesys.users.outcomes", 1, { status: "applied" }]]);
  });

  it.each([
    ["retry", [["genesys.users.retries", 1, { method: "PATCH", ...USER }]]],
    ["conflict", [["genesys.users.conflicts", 1, {}]]],
    ["breaker", [["genesys.users.breaker.openings", 1, {}]]],
    ["warning", [["genesys.users.warnings", 1, {}]]],
    [
      "pause",
      [
        ["genesys.users.pauses", 1, { reason: "throttled" }],
        ["genesys.users.pause.time", 8000, { reason: "throttled" }],
      ],
    ],
    [
      "pace",
      [
        ["genesys.users.account.allowed", 150, {}],
        ["genesys.users.account.width", 3, {}],
      ],
    ],
    ["stage", []],
    ["note", []],
  ] as const)("of %s are %j", (type, metrics) => {
    expect(told(EVENTS[type])).toEqual(metrics);
  });

  it("gives every metric of the table, with its type", () => {
    const throttled = { ...call, status: 429 };
    const all = [...Object.values(EVENTS), throttled].flatMap(metricsOf);
    const types = Object.fromEntries(all.map(({ name, type }) => [name.replace("genesys.users.", ""), type]));
    expect(types).toEqual(METRICS);
  });

  it("carries no text, id or e-mail of anybody", () => {
    const metrics = Object.values(EVENTS).flatMap(metricsOf);
    const words = new Set(metrics.flatMap(({ tags }) => Object.values(tags)));
    expect([...words]).toEqual(["PATCH", "/api/v2/users/{id}", "200", "throttled", "held"]);
  });
});
