import type { Json } from "./json.ts";
import type { Place } from "./problem.ts";

/** Something with an id that people know by name. Compared by id alone. */
export interface Ref {
  readonly id: string;
  readonly name: string;
  /** A location's note: kept as read and written back untouched. */
  readonly note?: string;
}

/** A phone, text or e-mail contact. Absent members are unset. */
export interface Contact {
  readonly number?: string;
  readonly extension?: string;
  readonly address?: string;
  /** Kept as read and written back untouched while the number stays. */
  readonly countryCode?: string;
  readonly integration?: string;
}

/** What one cell of a user's state can hold. `null` is unset. */
export type Value = null | boolean | number | string | Ref | Contact | readonly string[] | readonly Ref[];

/**
 * The smallest thing that gus compares: a whole field (`title`), or one key of a keyed field
 * (`skills` + the skill, `phones` + `WORK`).
 */
export interface Cell {
  readonly field: string;
  readonly key?: Ref;
  readonly value: Value;
}

/** Identifies a cell within a user: `title`, `skills/<skill id>`, `phones/WORK`. */
export type CellId = string;

export function cellId({ field, key }: { readonly field: string; readonly key?: Ref }): CellId {
  return key ? (KNOWN.get(field)?.get(key.id) ?? newId(field, key)) : field;
}

/** Each id is made once: thousands of users hold the same skills, and one string is found faster than many equal ones. */
const KNOWN = new Map<string, Map<string, CellId>>();

function newId(field: string, { id }: Ref): CellId {
  const ids = KNOWN.get(field) ?? new Map<string, CellId>();
  const made = `${field}/${id}`;
  KNOWN.set(field, ids.set(id, made));
  return made;
}

/** What Genesys reports of one user, in the same words as the definitions. Unset cells are left out. */
export interface LiveUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly version: number;
  readonly active: boolean;
  readonly cells: ReadonlyMap<CellId, Cell>;
  /** Monotonic time at which the call that showed it left: it is no older. */
  readonly readAt?: number;
  /** Fields that were asked for and not answered, with the reason. Unread is not empty. */
  readonly unread: ReadonlyMap<string, string>;
}

/** Where in the definitions a value was asked for. */
export type Source = Place;

export interface DesiredCell extends Cell {
  readonly source: Source;
}

/** What the definitions ask of one user, all names resolved to ids. */
export interface DesiredUser {
  readonly id: string;
  readonly email: string;
  readonly source: Source;
  /** Every cell asked for; a `null` value must be unset on the live user. */
  readonly cells: ReadonlyMap<CellId, DesiredCell>;
  /** Fields of which live keys not listed are removed, with the place that says so. */
  readonly exact: ReadonlyMap<string, Source>;
}

export function asJson(value: Value): Json {
  return value as Json;
}
