import type { Change, Operation } from "../../src/model/plan.ts";
import { type Cell, cellId, type LiveUser, type Ref, type Value } from "../../src/model/state.ts";

export const ADA = "ada";

/** A cell; of a keyed field with its key. */
export function cell(field: string, value: Value, key?: string): Cell {
  return { field, ...(key === undefined ? {} : { key: keyRef(key) }), value };
}

/** What Genesys shows of Ada. */
export function liveAda(cells: readonly Cell[], unread: readonly string[] = []): LiveUser {
  return {
    id: ADA,
    email: "ada@x.example",
    name: "Ada",
    version: 1,
    active: true,
    cells: new Map(cells.map((one) => [cellId(one), one])),
    unread: new Map(unread.map((field) => [field, "left out"])),
  };
}

export function change(field: string, before: Value, after: Value, key?: string): Change {
  return { userId: ADA, field, ...(key === undefined ? {} : { key: keyRef(key) }), before, after };
}

/** An operation for Ada that makes these changes. */
export function operation(changes: readonly Change[], more: Partial<Operation> = {}): Operation {
  return {
    opId: "op1",
    kind: "update",
    phase: "profile",
    method: "PATCH",
    path: `/api/v2/users/${ADA}`,
    users: [{ id: ADA, email: "ada@x.example", expectedVersion: 1 }],
    body: { id: ADA },
    changes,
    carried: [],
    dependsOn: [],
    ...more,
  };
}

function keyRef(key: string): Ref {
  return { id: key, name: key };
}
