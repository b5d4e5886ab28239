import type { Operation, OperationKind, Phase, Plan } from "../model/plan.ts";
import { PHASES } from "../model/plan.ts";
import { groupBy } from "./group.ts";

/** Operations of one kind over one route. */
export interface CallRow {
  readonly count: number;
  readonly method: string;
  /** The path with ids replaced, e.g. `/api/v2/users/{id}`. */
  readonly route: string;
  readonly what: string;
}

export const OPERATION_WORDS: Readonly<Record<OperationKind, string>> = {
  deactivate: "deactivate a user",
  update: "profile fields",
  "auto-answer": "ACD auto-answer, many users per call",
  "merge-skills": "add or change skills",
  "replace-skills": "replace all skills of a user",
  "remove-skill": "remove one skill",
  "merge-languages": "add or change languages",
  "remove-language": "remove one language",
  "move-division": "move users to a division",
  activate: "activate a user",
};

const PHASE: Readonly<Record<Phase, string>> = {
  deactivate: "deactivations",
  profile: "profile fields",
  routing: "skills, languages and divisions",
  activate: "activations",
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The writing calls of a plan, counted by kind, in the order they run. */
export function callRows({ operations }: Plan): readonly CallRow[] {
  const rows = operations.map((op) => ({
    method: op.method,
    route: routeOf(op),
    what: OPERATION_WORDS[op.kind],
  }));
  const groups = groupBy(rows, ({ method, route, what }) => `${method} ${route} ${what}`);
  return [...groups.values()].flatMap((group) =>
    group.slice(0, 1).map((row) => ({ count: group.length, ...row })),
  );
}

/** The order of phases, when there is more than one. */
export function orderNote({ operations }: Plan): string {
  const phases = PHASES.filter((phase) => operations.some((op) => op.phase === phase));
  if (phases.length < 2) return "";
  return `In this order, each phase ending before the next begins: ${phases.map((phase) => PHASE[phase]).join("; ")}.`;
}

function routeOf({ path, users, changes }: Operation): string {
  const ids = new Set([...users.map(({ id }) => id), ...changes.flatMap(({ key }) => (key ? [key.id] : []))]);
  const segments = path.split("/").map((part) => (UUID.test(part) || ids.has(part) ? "{id}" : part));
  return segments.join("/");
}
