import type { Json } from "../model/json.ts";
import type { Carried, Change, Operation, OperationKind, Phase } from "../model/plan.ts";
import type { Cell, LiveUser } from "../model/state.ts";

/** An operation before its id, its pins and its order are known. */
export interface Draft {
  readonly kind: OperationKind;
  readonly phase: Phase;
  readonly method: Operation["method"];
  readonly path: string;
  readonly users: readonly LiveUser[];
  readonly body: Json;
  readonly changes: readonly Change[];
  readonly carried: readonly Carried[];
}

/** Whether the call takes the user's version, and so is refused when somebody wrote first. */
export function isPinned(kind: OperationKind): boolean {
  return kind === "update" || kind === "deactivate" || kind === "activate";
}

export function carriedCell(userId: string, { field, key, value }: Cell): Carried {
  return { userId, field, ...(key ? { key } : {}), value };
}
