import type { Outcome, OutcomeStatus, Result } from "../../src/model/outcome.ts";
import type { Change, Operation, OperationKind, Plan, PlanUser, Rail } from "../../src/model/plan.ts";
import type { Ref, Value } from "../../src/model/state.ts";
import type { Summary } from "../../src/model/summary.ts";

export const PLAIN = { color: false } as const;

/** An id that looks like one of Genesys's, the same for the same number. */
export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

export const ADA = { id: uuid(1), email: "ada@example.com" } as const;
export const BOB = { id: uuid(2), email: "bob@example.com" } as const;
export const CAY = { id: uuid(3), email: "cay@example.com" } as const;

export function ref(number: number, name: string): Ref {
  return { id: uuid(number), name };
}

export function change(userId: string, field: string, before: Value, after: Value, line = 12): Change {
  return { userId, field, before, after, source: { file: "definitions/care.yaml", line } };
}

export function keyed(
  userId: string,
  field: string,
  key: Ref,
  before: Value,
  after: Value,
  line = 12,
): Change {
  return { ...change(userId, field, before, after, line), key };
}

/** An operation of a kind for one user; tests that care about path or body set them. */
export function operation(
  kind: OperationKind,
  user: { readonly id: string; readonly email: string },
  changes: readonly Change[],
  more: Partial<Operation> = {},
): Operation {
  return {
    opId: `${kind}-${user.id}`,
    kind,
    ...ROUTES[kind](user.id),
    users: [user],
    body: {},
    changes,
    carried: [],
    dependsOn: [],
    ...more,
  };
}

type Route = Pick<Operation, "phase" | "method" | "path">;

const ROUTES: Readonly<Record<OperationKind, (id: string) => Route>> = {
  deactivate: (id) => ({ phase: "deactivate", method: "PATCH", path: `/api/v2/users/${id}` }),
  update: (id) => ({ phase: "profile", method: "PATCH", path: `/api/v2/users/${id}` }),
  "auto-answer": () => ({ phase: "profile", method: "PATCH", path: "/api/v2/users/bulk" }),
  "merge-skills": (id) => routing("PATCH", `/api/v2/users/${id}/routingskills/bulk`),
  "replace-skills": (id) => routing("PUT", `/api/v2/users/${id}/routingskills/bulk`),
  "remove-skill": (id) => routing("DELETE", `/api/v2/users/${id}/routingskills/${uuid(900)}`),
  "merge-languages": (id) => routing("PATCH", `/api/v2/users/${id}/routinglanguages/bulk`),
  "remove-language": (id) => routing("DELETE", `/api/v2/users/${id}/routinglanguages/${uuid(901)}`),
  "move-division": () => routing("POST", `/api/v2/authorization/divisions/${uuid(902)}/objects/USER`),
  activate: (id) => ({ phase: "activate", method: "PATCH", path: `/api/v2/users/${id}` }),
};

function routing(method: Operation["method"], path: string): Route {
  return { phase: "routing", method, path };
}

const NO_SUMMARY: Summary = {
  managed: 2000,
  update: 0,
  deactivate: 0,
  activate: 0,
  unchanged: 2000,
  unread: 0,
  byField: {},
};

/** A plan without operations, unless told otherwise. */
export function planOf(
  over: Partial<Omit<Plan, "summary">> & { readonly summary?: Partial<Summary> } = {},
): Plan {
  return {
    formatVersion: "1.0",
    kind: "plan",
    made: {
      at: "2026-05-04T09:30:00Z",
      commit: "4f2a91c",
      dirty: false,
      toolVersion: "0.1.0",
      estimateSeconds: 9,
    },
    planHash: "6f1d2c3b4a5968778695a4b3c2d1e0f00112233445566778899aabbccddeeff0",
    reviewHash: "0c9b8a7f6e5d4c3b2a190817263544536271809fafbecddcebfa0918273645f1",
    org: { id: uuid(99), name: "Acme Care" },
    source: { files: [{ path: "definitions/care.yaml", sha256: "ab".repeat(32) }], roots: ["definitions"] },
    selection: [],
    redacted: "none",
    complete: true,
    applyable: (over.operations ?? []).length > 0,
    errored: false,
    estimate: { reads: 3, writes: (over.operations ?? []).length, seconds: 9, rate: 300 },
    rails: [],
    accepted: [],
    operations: [],
    differences: [],
    users: [],
    unread: [],
    warnings: [],
    ...over,
    summary: { ...NO_SUMMARY, ...over.summary },
  };
}

export function who(
  user: { readonly id: string; readonly email: string },
  name: string,
  active = true,
): PlanUser {
  return { ...user, name, active, version: 7 };
}

export function rail(over: Partial<Rail>): Rail {
  return { rule: "change", measured: 3, limit: 400, verdict: "within", message: "", ...over };
}

/** A plan that has one of everything a reader may meet. */
export function fullPlan(): Plan {
  const billing = ref(900, "Billing");
  return planOf({
    operations: [
      operation("deactivate", CAY, [change(CAY.id, "state", "active", "inactive", 31)], {
        body: { state: "inactive" },
      }),
      operation(
        "update",
        BOB,
        [
          change(BOB.id, "email", "bob@example.com", "bob.smith@example.com", 22),
          keyed(BOB.id, "phones", { id: "HOME", name: "HOME" }, { number: "+34910000009" }, null, 24),
        ],
        {
          body: {
            email: "bob.smith@example.com",
            addresses: [{ mediaType: "PHONE", type: "WORK", address: "+34910000002", extension: "4711" }],
          },
          carried: [
            {
              userId: BOB.id,
              field: "phones",
              key: { id: "WORK", name: "WORK" },
              value: { number: "+34910000002", extension: "4711" },
            },
          ],
        },
      ),
      operation(
        "update",
        ADA,
        [
          change(ADA.id, "title", "Agent", "Senior Agent", 12),
          change(ADA.id, "department", null, "Care", 4),
          change(ADA.id, "manager", null, { id: BOB.id, name: BOB.email }, 13),
        ],
        { body: { title: "Senior Agent", department: "Care", manager: BOB.id } },
      ),
      operation("merge-skills", ADA, [
        keyed(ADA.id, "skills", billing, 3, 4, 15),
        keyed(ADA.id, "skills", ref(903, "Spanish-Care"), null, 5, 15),
      ]),
      operation("remove-skill", ADA, [keyed(ADA.id, "skills", ref(904, "Retention"), 2, null, 3)]),
      operation(
        "move-division",
        ADA,
        [
          change(ADA.id, "division", ref(950, "Home"), ref(902, "EMEA"), 5),
          change(BOB.id, "division", ref(950, "Home"), ref(902, "EMEA"), 5),
        ],
        { users: [ADA, BOB], body: [ADA.id, BOB.id] },
      ),
    ],
    unread: [
      {
        userId: uuid(4),
        email: "dee@example.com",
        field: "phones",
        why: "two contacts share media type and type",
      },
    ],
    warnings: [
      {
        code: "previously-fulfilled",
        message: "cay.old@example.com is not a login any more; `previously` has done its work",
        fix: "Delete this line",
        at: { file: "definitions/care.yaml", line: 23, column: 5 },
      },
    ],
    rails: [
      rail({ rule: "deactivate", measured: 1, limit: 40 }),
      rail({
        rule: "division",
        measured: 41,
        limit: 20,
        verdict: "stands",
        message: "41 users would change division; 20 may without being accepted",
      }),
      rail({
        rule: "removals",
        measured: 25,
        limit: 20,
        verdict: "accepted",
        message: "25 users would lose a skill, a language or a value; 20 may without being accepted",
      }),
      rail({ rule: "change", measured: 3, limit: 400 }),
    ],
    accepted: [{ rule: "removals", upTo: 30, by: "--accept" }],
    users: [
      { ...who(ADA, "Ada Lovelace"), division: ref(950, "Home") },
      { ...who(BOB, "Bob Smith", false), division: ref(950, "Home") },
      { ...who(CAY, "Cay Jones"), division: ref(951, "Sales") },
    ],
    complete: false,
    applyable: false,
    summary: { update: 2, deactivate: 1, unchanged: 1996, unread: 1, byField: { title: 1, skills: 1 } },
  });
}

/** A rollback that brings something back, leaves something alone, and cannot do the rest. */
export function rollbackPlan(): Plan {
  const file = `.gus/runs/${uuid(77)}.ndjson`;
  const at = (change: Change, line: number): Change => ({ ...change, source: { file, line } });
  const billing = ref(900, "Billing");
  return planOf({
    made: { at: "2026-05-04T09:40:00Z", toolVersion: "0.1.0", estimateSeconds: 9 },
    source: { files: [{ path: file, sha256: "cd".repeat(32) }], run: uuid(77) },
    operations: [
      operation("update", ADA, [at(change(ADA.id, "title", "Senior Agent", "Agent on probation"), 4)], {
        body: { title: "Agent on probation" },
      }),
      operation("merge-skills", ADA, [at(keyed(ADA.id, "skills", billing, 4, 3), 9)], {
        body: [{ id: billing.id, proficiency: 3 }],
      }),
    ],
    notUndone: [
      {
        userId: BOB.id,
        email: BOB.email,
        field: "title",
        base: "Lead",
        live: "Chief | Officer",
        desired: "Deputy",
        kind: "changed-since",
        why: "somebody changed it since",
      },
      {
        userId: BOB.id,
        email: BOB.email,
        field: "skills",
        key: ref(904, "Retention"),
        base: null,
        live: null,
        desired: 2,
        kind: "impossible",
        why: "Retention is gone, not active, or hidden from this client",
      },
      {
        userId: CAY.id,
        email: CAY.email,
        field: "department",
        base: "Care",
        desired: null,
        kind: "impossible",
        why: "Genesys no longer shows this user to this client",
      },
    ],
    users: [who(ADA, "Ada Lovelace")],
    complete: false,
    summary: { managed: 45, update: 1, unchanged: 44, byField: { title: 1, skills: 1 } },
  });
}

/** A plan made from a snapshot that was taken so long before, in seconds. */
export function savedPlan(age: number, plan: Plan = fullPlan()): Plan {
  const at = new Date(Date.parse(plan.made.at) - age * 1000).toISOString();
  return { ...plan, applyable: false, source: { ...plan.source, snapshot: { at, toolVersion: "0.1.0" } } };
}

/** A plan made with a base: every cause, drift that it leaves, and users, fields and keys that leave management. */
export function basePlan(): Plan {
  const billing = ref(900, "Billing");
  const caused = (own: Change, cause: Change["cause"] = "pr"): Change => ({ ...own, cause });
  const source = { file: "definitions/care.yaml", line: 40 };
  return planOf({
    made: {
      at: "2026-05-04T09:30:00Z",
      toolVersion: "0.1.0",
      estimateSeconds: 9,
      base: { rev: "origin/main", commit: "8a1218a2c3d4e5f60718293a4b5c6d7e8f901234" },
    },
    source: {
      files: [{ path: "definitions/care.yaml", sha256: "ab".repeat(32) }],
      base: { files: [{ path: "definitions/care.yaml", sha256: "cd".repeat(32) }], only: "pr" },
    },
    operations: [
      operation("deactivate", CAY, [caused(change(CAY.id, "state", "active", "inactive", 31), "both")]),
      operation("update", ADA, [
        caused(change(ADA.id, "title", "Agent", "Senior Agent", 12)),
        caused(change(ADA.id, "department", "Sales", "Care", 4), "both"),
      ]),
    ],
    differences: [
      caused(keyed(ADA.id, "skills", billing, 3, 4, 15), "drift"),
      caused(change(BOB.id, "division", ref(950, "Home"), ref(902, "EMEA"), 5), "drift"),
    ],
    namedById: [billing.id],
    leaving: [
      { userId: ADA.id, email: ADA.email, field: "preferredName", stays: [{ value: "Ada of live" }], source },
      {
        userId: BOB.id,
        email: BOB.email,
        field: "phones",
        key: { id: "HOME", name: "HOME" },
        stays: [],
        source: { ...source, line: 44 },
      },
      {
        userId: BOB.id,
        email: BOB.email,
        field: "languages",
        stays: [
          { key: ref(960, "English"), value: 4 },
          { key: ref(961, "Spanish"), value: 2 },
        ],
        source: { ...source, line: 45 },
      },
      { userId: uuid(4), email: "dee@example.com", source: { ...source, line: 50 } },
      { email: "gone@example.com", source: { ...source, line: 60 } },
      { userId: BOB.id, email: BOB.email, field: "sms", source: { ...source, line: 46 } },
    ],
    rails: [
      rail({ rule: "change", measured: 2, limit: 400 }),
      rail({ rule: "leaving", measured: 4, limit: 3, verdict: "stands", message: "4 users would leave" }),
    ],
    users: [who(ADA, "Ada Lovelace"), who(BOB, "Bob Smith"), who(CAY, "Cay Jones")],
    applyable: false,
    summary: {
      update: 1,
      deactivate: 1,
      unchanged: 1997,
      byField: { title: 1, department: 1, state: 1 },
      byCause: { pr: 1, drift: 2, both: 2 },
      leaving: 4,
    },
  });
}

/** A drift document with the given differences. */
export function driftOf(differences: readonly Change[], over: Partial<Omit<Plan, "summary">> = {}): Plan {
  return planOf({ kind: "drift", differences, ...over });
}

/** A drift document made with a known one: something of everything. */
export function knownDrift(): Plan {
  const billing = ref(900, "Billing");
  const differences: readonly Change[] = [
    {
      ...change(ADA.id, "title", "Boss", "Agent", 12),
      fingerprint: "a1".repeat(8),
      age: "still-there",
      was: "Chief",
    },
    { ...keyed(ADA.id, "skills", billing, 3, 4, 15), fingerprint: "a2".repeat(8), age: "new" },
    {
      ...change(BOB.id, "division", ref(950, "Home"), ref(902, "EMEA"), 5),
      fingerprint: "b1".repeat(8),
      age: "still-there",
    },
    { ...change(CAY.id, "state", "inactive", "active", 31), fingerprint: "c1".repeat(8), age: "new" },
  ];
  return driftOf(differences, {
    known: { planHash: "9".repeat(64), madeAt: "2026-05-03T03:00:00.000Z", failOn: "any" },
    gone: [
      {
        fingerprint: "b2".repeat(8),
        userId: BOB.id,
        email: BOB.email,
        field: "title",
        before: "Lead",
        after: "Agent",
      },
      {
        fingerprint: "b3".repeat(8),
        userId: BOB.id,
        email: BOB.email,
        field: "skills",
        key: billing,
        after: 4,
      },
    ],
    notCompared: [
      {
        fingerprint: "d1".repeat(8),
        userId: uuid(4),
        email: "dee@example.com",
        field: "phones",
        key: { id: "WORK", name: "WORK" },
        before: { number: "+34910000004" },
        after: null,
        kind: "unread",
      },
      {
        fingerprint: "e1".repeat(8),
        userId: uuid(5),
        email: "eve@example.com",
        field: "title",
        before: "Temp",
        after: "Agent",
        kind: "not-managed",
      },
    ],
    users: [who(ADA, "Ada Lovelace"), who(BOB, "Bob Smith"), who(CAY, "Cay Jones", false)],
  });
}

/** A drift document that asked the audit log, and was told of everything a reader may meet. */
export function auditedDrift(): Plan {
  const at = "2026-05-03T16:20:31.000Z";
  const jane = { id: uuid(70), name: "Jane Doe" };
  const browser = { id: uuid(80), name: "Admin UI" };
  const differences: readonly Change[] = [
    {
      ...change(ADA.id, "title", "Boss", "Agent", 12),
      who: { told: "field", at, by: jane, client: browser },
    },
    {
      ...change(ADA.id, "department", "Sales", "Care", 4),
      who: { told: "user", at, client: { id: uuid(81) } },
    },
    {
      ...change(BOB.id, "state", "inactive", "active", 31),
      who: { told: "field", at, client: { id: uuid(82), name: "gus" }, own: true, run: uuid(77) },
    },
    {
      ...change(BOB.id, "title", "Lead", "Agent", 12),
      who: { told: "field", at, client: { id: uuid(82) }, own: true },
    },
    { ...change(CAY.id, "title", "Lead", "Agent", 12), who: { told: "nothing" } },
    change(CAY.id, "department", "Sales", "Care", 4),
  ];
  return driftOf(differences, {
    audit: { from: "2026-04-20T10:30:00.000Z", to: "2026-05-04T09:30:00.000Z", asked: 3, notAsked: 0 },
    users: [who(ADA, "Ada Lovelace"), who(BOB, "Bob Smith", false), who(CAY, "Cay Jones")],
  });
}

/** A plan that changes three fields of each of very many users. */
export function largePlan(users: number): Plan {
  const operations = Array.from({ length: users }, (_, index) => {
    const user = { id: uuid(10_000 + index), email: `agent.${index}@example.com` };
    return operation("update", user, [
      change(user.id, "title", `Agent ${index}`, `Senior Agent ${index}`, index + 1),
      change(user.id, "department", null, "Care", index + 1),
      keyed(user.id, "phones", { id: "WORK", name: "WORK" }, null, { number: `+3491${index}` }, index + 1),
    ]);
  });
  return planOf({ operations, summary: { update: users } });
}

const NO_OUTCOMES: Readonly<Record<OutcomeStatus, number>> = {
  applied: 0,
  "already-applied": 0,
  held: 0,
  contended: 0,
  failed: 0,
  skipped: 0,
  "not-persisted": 0,
  "changed-since": 0,
  unverified: 0,
  "not-sent": 0,
};

export function outcome(
  user: { readonly id: string; readonly email: string },
  status: OutcomeStatus,
  over: Partial<Outcome> = {},
): Outcome {
  return {
    opId: `op-${user.id}`,
    userId: user.id,
    email: user.email,
    status,
    reason: "",
    conflicts: [],
    ...over,
  };
}

/** The document of a run with these outcomes; the summary is counted from them. */
export function resultOf(outcomes: readonly Outcome[], over: Partial<Result> = {}): Result {
  const summary = { ...NO_OUTCOMES };
  for (const { status } of outcomes) summary[status] += 1;
  return {
    formatVersion: "1.0",
    kind: "result",
    run: uuid(77),
    made: { at: "2026-05-04T09:31:00Z", endedAt: "2026-05-04T09:32:05Z", toolVersion: "0.1.0", seconds: 65 },
    planHash: "6f1d2c3b4a5968778695a4b3c2d1e0f00112233445566778899aabbccddeeff0",
    reviewHash: "0c9b8a7f6e5d4c3b2a190817263544536271809fafbecddcebfa0918273645f1",
    org: { id: uuid(99), name: "Acme Care" },
    roots: ["definitions"],
    redacted: "none",
    calls: { reads: 15, writes: 40, throttled: 2 },
    summary,
    outcomes,
    exitCode: outcomes.some(({ status }) => status !== "applied") ? 3 : 0,
    ...over,
  };
}

/** A run after which something of everything is open. */
export function fullResult(): Result {
  return resultOf([
    outcome(ADA, "applied"),
    outcome(ADA, "applied"),
    outcome(BOB, "held", {
      reason: "The title is no longer what the plan was made from.",
      conflicts: [{ field: "title", base: "Agent", live: "Lead", desired: "Senior Agent" }],
    }),
    outcome(BOB, "skipped", { reason: "An earlier call for this user was held." }),
    outcome(BOB, "skipped", { reason: "An earlier call for this user was held." }),
    outcome(CAY, "failed", {
      reason:
        '403: missing permission routing:skill:assign; skills.Billing was not written to "cay@example.com".',
      correlationId: uuid(55),
    }),
  ]);
}

/** Texts that would do harm if a medium took them for more than text. */
export const HOSTILE = [
  "a | b",
  "```\n# heading",
  "<script>alert(1)</script>",
  "@here @acme/everyone #1",
  "::error::gone",
  "##[error]gone ##vso[task.complete]",
  "\u001b[31mred\u001b[0m\u009b31m",
  "abc\u202edef\u2066ghi",
  "line\r\nline\u2028line",
  "x".repeat(5000),
  "\u{1f469}\u200d\u{1f4bb} \ud800",
  "[link](https://example.com) ![i](x) www.example.com $x$ :tada:",
  "</details>",
  "a\n/close\n",
  "]]>&amp;<!-- \ufffe\uffff",
  "%0A::error file=x,line=1,title=%3A::gone",
  "\nexit=0\napplyable=true",
] as const;

/** What a terminal or a CI log would obey or hide; line ends are ours. */
export const OBEYED = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|##\[|##vso|^\s*::/mu;
