import type { GusEvent } from "../../src/model/event.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import type { Problem } from "../../src/model/problem.ts";

export const ADA = "0a1b2c3d-0000-4000-8000-000000000001";

export const HELD: Outcome = {
  opId: "op1",
  userId: ADA,
  email: "ada@example.com",
  status: "held",
  reason: "Somebody changed title since the plan was made",
  conflicts: [
    {
      field: "skills",
      key: { id: "s1", name: "Billing" },
      base: "base value",
      live: "live value",
      desired: "desired value",
    },
  ],
  correlationId: "c-4",
};

export const PROBLEM: Problem = {
  code: "needs-quotes",
  message: "Found a number",
  fix: "Write a text",
  at: { file: "users.yaml", line: 4, column: 5, text: "  phones: secret", length: 6 },
};

/** An event of every type, with every member. */
export const EVENTS: { readonly [T in GusEvent["type"]]: Extract<GusEvent, { type: T }> } = {
  stage: { type: "stage", stage: "read", users: 45 },
  call: {
    type: "call",
    method: "PATCH",
    route: "/api/v2/users/{id}",
    status: 200,
    ms: 212,
    correlationId: "c-1",
    account: { used: 7, allowed: 240, limit: 300 },
  },
  retry: {
    type: "retry",
    method: "PATCH",
    route: "/api/v2/users/{id}",
    attempt: 2,
    why: "it answered 503",
    correlationId: "c-2",
  },
  pause: { type: "pause", reason: "throttled", ms: 8000, detail: "it answered 429", correlationId: "c-3" },
  pace: { type: "pace", allowed: 150, width: 3, detail: "round trips grow" },
  breaker: { type: "breaker", failed: 20, calls: 60 },
  conflict: { type: "conflict", userId: ADA, email: "ada@example.com", correlationId: "c-4" },
  outcome: { type: "outcome", outcome: HELD },
  note: { type: "note", message: "Held before the first write: ada@example.com" },
  warning: { type: "warning", message: "The rate is halved" },
};
