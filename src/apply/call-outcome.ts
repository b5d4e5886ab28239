import type { WriteAnswer } from "../genesys/client.ts";
import type { CallOutcome } from "../journal/record.ts";
import { isObject } from "../model/json.ts";
import type { Operation } from "../model/plan.ts";
import { isPinned } from "./prepare.ts";

/** What the journal keeps of an answer. */
export function outcomeOf(answer: WriteAnswer, operation: Operation): CallOutcome {
  switch (answer.kind) {
    case "accepted": {
      const { kind, status } = answer;
      const version = versionAfter(answer, operation);
      return { kind, status, ...(version === undefined ? {} : { version }), ...correlation(answer) };
    }
    case "refused": {
      const { status, detail } = answer.error;
      return { kind: "refused", status, why: detail, ...correlation(answer.error) };
    }
    case "ambiguous":
      return { kind: "ambiguous", why: answer.why, ...correlation(answer) };
    case "throttled":
    case "renewed":
    case "stale":
      return { kind: answer.kind };
  }
}

/** The version that an accepted call left its user with; undefined for a call whose answer tells none. */
export function versionAfter(
  { body }: Extract<WriteAnswer, { kind: "accepted" }>,
  operation: Operation,
): number | undefined {
  return isPinned(operation) && isObject(body) ? Number(body.version) : undefined;
}

function correlation({ correlationId }: { readonly correlationId?: string }) {
  return correlationId === undefined ? {} : { correlationId };
}
