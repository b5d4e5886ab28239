import { isKeyed } from "../src/fields/field.ts";
import { FIELDS, type Registry } from "../src/fields/registry.ts";
import type { WrittenCell, WrittenUser } from "../src/model/definitions.ts";
import type { Place } from "../src/model/problem.ts";
import {
  type Cell,
  type CellId,
  cellId,
  type DesiredCell,
  type DesiredUser,
  type LiveUser,
  type Ref,
  type Value,
} from "../src/model/state.ts";

/** A user's state in few words: values by field, and by key for keyed fields. */
export type State = Readonly<Record<string, Value | Readonly<Record<string, Value>>>>;

/** Something named, with an id that tells what it is. */
export function ref(name: string): Ref {
  return { id: `id-of-${name}`, name };
}

/** A user's id. */
export function idOf(email: string): string {
  return `id-of-${email}`;
}

export interface LiveParts {
  readonly version?: number;
  readonly active?: boolean;
  readonly unread?: readonly string[];
  readonly id?: string;
}

/** A live user that holds this state. */
export function liveUser(email: string, state: State = {}, parts: LiveParts = {}): LiveUser {
  const { version = 1, active = state.state !== "inactive", unread = [], id = idOf(email) } = parts;
  return {
    id,
    email,
    name: email,
    version,
    active,
    cells: byId(cellsOf(state).filter(({ value }) => value !== null)),
    unread: new Map(unread.map((field) => [field, "the API left it out"])),
  };
}

/** What definitions ask of a user; `exact` names fields whose unlisted keys are removed. */
export function desiredUser(email: string, state: State = {}, exact: readonly string[] = []): DesiredUser {
  const cells = cellsOf(state).map((cell): DesiredCell => ({ ...cell, source: PLACE }));
  return {
    id: idOf(email),
    email,
    source: PLACE,
    cells: byId(cells),
    exact: new Map(exact.map((field) => [field, PLACE])),
  };
}

/** An entry of the definitions, names not yet resolved. */
export function writtenUser(
  email: string,
  cells: readonly Omit<WrittenCell, "source" | "from">[] = [],
  parts: { readonly id?: string; readonly previously?: string; readonly renameEmail?: boolean } = {},
): WrittenUser {
  const { id, previously, renameEmail = false } = parts;
  return {
    email,
    source: PLACE,
    ...(id === undefined ? {} : { id: { value: id, source: PLACE } }),
    ...(previously === undefined ? {} : { previously: { value: previously, source: PLACE } }),
    renameEmail,
    cells: cells.map((cell) => ({ ...cell, source: PLACE, from: "user" })),
    exact: new Map(),
    managed: new Set(cells.map(({ field }) => field)),
  };
}

export function byUserId(users: readonly LiveUser[]): ReadonlyMap<string, LiveUser> {
  return new Map(users.map((user) => [user.id, user]));
}

export const PLACE: Place = { file: "a.yaml", line: 1, column: 1 };

function byId<C extends Cell>(cells: readonly C[]): ReadonlyMap<CellId, C> {
  return new Map(cells.map((cell) => [cellId(cell), cell]));
}

function cellsOf(state: State, registry: Registry = FIELDS): readonly Cell[] {
  return Object.entries(state).flatMap(([field, value]): readonly Cell[] => {
    const described = registry.get(field);
    if (!described || !isKeyed(described)) return [{ field, value: value as Value }];
    const named = described.shape.kind === "keyed-number";
    return Object.entries(value as Readonly<Record<string, Value>>).map(([key, one]) => ({
      field,
      key: named ? ref(key) : { id: key, name: key },
      value: one,
    }));
  });
}
