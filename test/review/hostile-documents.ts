import { AGES } from "../../src/model/known.ts";
import type { Result } from "../../src/model/outcome.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { Findings } from "../../src/model/problem.ts";
import {
  ADA,
  BOB,
  change,
  driftOf,
  keyed,
  operation,
  outcome,
  planOf,
  rail,
  resultOf,
  who,
} from "./samples.ts";

const at = (text: string) => ({ file: text, line: 3, column: 5, text, length: 2 });

function changesOf(user: { readonly id: string }, text: string) {
  const source = { file: text, line: 7 };
  const values = { id: text, name: text };
  return [
    { ...change(user.id, "title", text, `${text} `), source },
    { ...change(user.id, "division", values, { id: "b", name: text }), source },
    { ...keyed(user.id, "skills", { id: "s", name: text }, null, 3), source },
  ];
}

/** A plan that holds one text wherever people or Genesys decide what stands there. */
export function planWith(text: string): Plan {
  const ada = { ...ADA, email: text };
  return planOf({
    org: { id: text, name: text },
    made: {
      at: text,
      commit: text,
      dirty: true,
      toolVersion: text,
      estimateSeconds: 9,
      base: { rev: text, commit: text },
    },
    summary: { byCause: { pr: 1, drift: 2, both: 3 }, leaving: 2 },
    selection: [text],
    operations: [
      operation("update", ada, changesOf(ada, text)),
      operation("deactivate", ada, [{ ...change(ada.id, "state", "active", "inactive"), source: at(text) }]),
    ],
    rails: [
      rail({ rule: "division", verdict: "stands", message: text }),
      rail({ rule: "deactivate", verdict: "accepted", message: text }),
    ],
    accepted: [{ rule: "deactivate", upTo: 9, by: text }],
    users: [{ ...who(ada, text), division: { id: text, name: text } }],
    unread: [{ userId: BOB.id, email: text, field: text, why: text }],
    warnings: [
      { code: text, message: text, fix: text, at: at(text) },
      { code: "plain", message: text, fix: text },
    ],
    ...withBase(text),
    planHash: text,
    reviewHash: text,
  });
}

function withBase(text: string): Pick<Plan, "source" | "differences" | "namedById" | "leaving"> {
  const base = { files: [{ path: text, sha256: text }], only: "pr" } as const;
  const source = { file: text, line: 8 };
  return {
    source: {
      files: [{ path: text, sha256: text }],
      roots: [text],
      base,
      snapshot: { at: text, toolVersion: text },
    },
    differences: changesOf(BOB, text).map((change) => ({ ...change, cause: "drift" })),
    namedById: [text],
    leaving: [
      { email: text, source },
      {
        userId: BOB.id,
        email: text,
        field: text,
        stays: [{ key: { id: text, name: text }, value: text }],
        source,
      },
      {
        userId: BOB.id,
        email: text,
        field: text,
        key: { id: text, name: text },
        stays: [{ value: text }],
        source,
      },
    ],
  };
}

/** The same as a drift document. */
export function driftWith(text: string): Plan {
  const { operations: _operations, rails: _rails, differences: _none, ...rest } = planWith(text);
  const named = { id: text, name: text };
  const hand = { told: "field", at: text, by: named, client: named } as const;
  const past = {
    fingerprint: text,
    userId: BOB.id,
    email: text,
    field: text,
    key: { id: text, name: text },
    before: text,
    after: `${text} `,
  };
  const differences = changesOf(ADA, text).map((change, index) => ({
    ...change,
    fingerprint: text,
    age: AGES[index % AGES.length] ?? "new",
    was: text,
    who: index === 1 ? { ...hand, own: true as const, run: text } : hand,
  }));
  return driftOf(differences, {
    ...rest,
    kind: "drift",
    known: { planHash: text, madeAt: text, failOn: "any" },
    audit: { from: text, to: text, asked: 1, notAsked: 2, stopped: "failed" },
    gone: [past],
    notCompared: [{ ...past, kind: "unread" }],
  });
}

/** A result that holds one text in all the same places. */
export function resultWith(text: string): Result {
  const conflicts = [{ field: "title", base: text, live: `${text} `, desired: text }];
  const more = { reason: text, conflicts, correlationId: text };
  return resultOf(
    [
      outcome({ ...ADA, email: text }, "held", more),
      outcome({ ...ADA, email: text }, "skipped", more),
      outcome({ ...BOB, email: text }, "not-sent", more),
    ],
    {
      org: { id: text, name: text },
      roots: [text],
      selection: [text],
      run: text,
      planHash: text,
      reviewHash: text,
      stopped: { code: text, message: text },
    },
  );
}

/** Findings that hold one text in all the same places. */
export function findingsWith(text: string): Findings {
  const { warnings } = planWith(text);
  return { problems: warnings, warnings };
}
