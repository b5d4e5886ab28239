import fc from "fast-check";
import type {
  CallOutcome,
  EndRecord,
  IntentRecord,
  OutcomeRecord,
  RunRecord,
  SettledRecord,
} from "../../src/journal/record.ts";
import { OUTCOME_STATUSES } from "../../src/model/outcome.ts";

export const RUN = "11111111-0000-4000-8000-000000000001";
export const AT = "2026-01-05T09:00:00.000Z";

/** The time that many milliseconds after AT. */
export function later(ms: number): string {
  return new Date(Date.parse(AT) + ms).toISOString();
}

export function runRecord(parts: Partial<RunRecord> = {}): RunRecord {
  return {
    type: "run",
    formatVersion: "1.0",
    run: RUN,
    planHash: "a-plan",
    reviewHash: "a-review",
    org: { id: "an-org", name: "Org" },
    toolVersion: "0.0.0",
    pid: 7,
    host: "here",
    timeoutMs: 30_000,
    at: AT,
    ...parts,
  };
}

export function intent(call: number, parts: Partial<IntentRecord> = {}): IntentRecord {
  const users = [{ id: "ada", version: 4 }];
  const request = {
    method: "PATCH",
    path: "/api/v2/users/ada",
    body: { id: "ada", title: "Lead", version: 4 },
  };
  return { type: "intent", call, opId: "op1", users, ...request, at: AT, ...parts };
}

export function outcome(call: number, outcome: CallOutcome, at = AT): OutcomeRecord {
  return { type: "outcome", call, ...outcome, at };
}

export function settled(parts: Partial<SettledRecord> = {}): SettledRecord {
  return { type: "settled", opId: "op1", userId: "ada", status: "applied", reason: "", at: AT, ...parts };
}

export function end(exitCode: number): EndRecord {
  return { type: "end", exitCode, at: AT };
}

const text = fc.constantFrom("", "Agent", "Ñandú – 🎧", 'quote " and \\', "line\nbreak", "\u2028");
const user = fc.constantFrom("ada", "bob", "cäy");
const opId = fc.constantFrom("op1", "op2");
const at = fc.integer({ min: 0, max: 1e9 }).map(later);
const correlated = fc.record({ correlationId: text }, { requiredKeys: [] });

const outcomes: fc.Arbitrary<CallOutcome> = fc.oneof(
  fc.tuple(fc.constantFrom(200, 204), fc.option(fc.nat(9)), correlated).map(([status, version, id]) => ({
    kind: "accepted" as const,
    status,
    ...(version === null ? {} : { version }),
    ...id,
  })),
  fc.tuple(text, correlated).map(([why, id]) => ({ kind: "refused" as const, status: 403, why, ...id })),
  fc.tuple(text, correlated).map(([why, id]) => ({ kind: "ambiguous" as const, why, ...id })),
  fc.constantFrom("throttled", "renewed", "stale", "unsent").map((kind) => ({ kind })),
);

/** Something that a run writes down between its first line and its last. */
export type Step =
  | { readonly kind: "intent"; readonly intent: IntentRecord }
  | { readonly kind: "outcome"; readonly nth: number; readonly outcome: CallOutcome }
  | { readonly kind: "settled"; readonly settled: SettledRecord };

/** What some run writes down, in any order that a run could. */
export const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc
      .record({
        opId,
        users: fc.uniqueArray(user, { minLength: 1 }),
        body: fc.oneof(text, fc.dictionary(text, text)),
        at,
      })
      .map(({ users, ...parts }) => ({
        kind: "intent" as const,
        intent: intent(0, { ...parts, users: users.map((id) => ({ id })) }),
      })),
    fc.record({ kind: fc.constant("outcome" as const), nth: fc.nat(20), outcome: outcomes }),
    fc
      .record({ opId, userId: user, status: fc.constantFrom(...OUTCOME_STATUSES), reason: text, at })
      .map((parts) => ({ kind: "settled" as const, settled: settled(parts) })),
  ),
  { maxLength: 12 },
);
