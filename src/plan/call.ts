import { isRef } from "../fields/compare.ts";
import { FIELDS, type Registry } from "../fields/registry.ts";
import type { Json } from "../model/json.ts";
import type { Carried, Change, Operation, OperationKind } from "../model/plan.ts";
import type { Cell, Value } from "../model/state.ts";
import { membersOf } from "./members.ts";

/** What an operation is about, as a reviewer sees it. */
export interface Matter {
  readonly kind: OperationKind;
  readonly users: readonly { readonly id: string }[];
  readonly changes: readonly Change[];
  readonly carried: readonly Carried[];
}

/** What is sent, apart from the version. */
export type Call = Pick<Operation, "method" | "path" | "body">;

/** The API call for a matter. All that is sent derives from what is reviewed, so a plan can be held to it again before it is applied. */
export function callFor(matter: Matter, registry: Registry = FIELDS): Call {
  const { kind, users, changes } = matter;
  const user = `/api/v2/users/${users[0]?.id}`;
  const [change] = changes;
  switch (kind) {
    case "update":
      return { method: "PATCH", path: user, body: { id: users[0]?.id, ...membersOf(matter, registry) } };
    case "deactivate":
    case "activate":
      return { method: "PATCH", path: user, body: { id: users[0]?.id, state: change?.after as string } };
    case "auto-answer":
      return { method: "PATCH", path: "/api/v2/users/bulk", body: changes.map(flip) };
    case "merge-skills":
      return { method: "PATCH", path: `${user}/routingskills/bulk`, body: proficiencies(changes) };
    case "merge-languages":
      return { method: "PATCH", path: `${user}/routinglanguages/bulk`, body: proficiencies(changes) };
    case "replace-skills":
      return {
        method: "PUT",
        path: `${user}/routingskills/bulk`,
        body: proficiencies([...carriedAs(matter), ...changes]),
      };
    case "remove-skill":
      return { method: "DELETE", path: `${user}/routingskills/${change?.key?.id}`, body: null };
    case "remove-language":
      return { method: "DELETE", path: `${user}/routinglanguages/${change?.key?.id}`, body: null };
    case "move-division":
      return {
        method: "POST",
        path: divisionPath(change?.after ?? null),
        body: changes.map(({ userId }) => userId),
      };
  }
}

function flip({ userId, after }: Change): Json {
  return { id: userId, acdAutoAnswer: after === true };
}

/** Moves users to a division. */
export function divisionPath(target: Value): string {
  return `/api/v2/authorization/divisions/${isRef(target) ? target.id : ""}/objects/USER`;
}

/** What is carried is sent as it is. */
function carriedAs({ carried }: Matter) {
  return carried.map(({ key, value }) => ({ key, after: value }));
}

function proficiencies(entries: readonly { readonly key?: Cell["key"]; readonly after: Value }[]): Json {
  const set = entries.filter(({ after }) => after !== null);
  return set.map(({ key, after }) => ({ id: key?.id ?? "", proficiency: after as number })).toSorted(byId);
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
