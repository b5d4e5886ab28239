import { type Field, type NameList, namesOf } from "../fields/field.ts";
import type { Registry } from "../fields/registry.ts";
import type { WrittenCell, WrittenUser } from "../model/definitions.ts";
import { bad, type Checked, good, type Problem } from "../model/problem.ts";
import {
  type CellId,
  cellId,
  type DesiredCell,
  type DesiredUser,
  type Ref,
  type Value,
} from "../model/state.ts";
import { type Match, matchUsers, type Population } from "./identity.ts";
import { managerCycles } from "./managers.ts";
import { namedTwice } from "./named-twice.ts";
import { NameIndex } from "./names.ts";
import { userIndex } from "./user-names.ts";

export interface Resolved {
  readonly desired: readonly DesiredUser[];
  /** Where refs of each list are named and found. */
  readonly indexes: Indexes;
}

/** An entry of a list; one that is not active can be kept, and written by its id, but not asked for by name. */
interface NamedEntry extends Ref {
  readonly active: boolean;
}

type NamedLists = Readonly<Record<Exclude<NameList, "users">, readonly NamedEntry[]>>;

export type Indexes = Readonly<Record<NameList, NameIndex>>;

/**
 * Turns what people wrote into what the API needs: every user matched to a live one, every name to an id. Collects the problems of
 * all users before it gives up.
 */
export function resolveUsers(
  written: readonly WrittenUser[],
  population: Population,
  names: NamedLists,
  registry: Registry,
): Checked<Resolved> {
  const { matches, problems, warnings } = matchUsers(written, population);
  const indexes = buildIndexes(matches, population, names);
  const found: Problem[] = [...problems];
  const resolve = cellResolver(indexes, registry);
  const desired = matches.map((match) => resolveUser(match, resolve, found));
  found.push(...managerCycles(desired, population.users));
  return found.length > 0 ? bad(found, warnings) : good({ desired, indexes }, warnings);
}

/** Finds and names every ref that definitions may hold. */
export function buildIndexes(
  matches: readonly Match[],
  population: Pick<Population, "users">,
  names: NamedLists,
): Indexes {
  let users: NameIndex | undefined;
  return {
    skills: indexOf("skills", names.skills),
    languages: indexOf("languages", names.languages),
    divisions: indexOf("divisions", names.divisions),
    locations: indexOf("locations", names.locations),
    // Everybody in the organisation: made when the first manager is looked up.
    get users() {
      users ??= userIndex(matches, population.users);
      return users;
    },
  };
}

function indexOf(list: NameList, entries: readonly NamedEntry[]): NameIndex {
  return new NameIndex(
    list,
    entries.map(({ id, name, active }) => ({ spelling: active ? name : undefined, ref: { id, name } })),
  );
}

/** Undefined for a field that the registry does not have. */
export type ResolveCell = (cell: WrittenCell) => Checked<DesiredCell> | undefined;

/** What profiles and defaults say is resolved once, however many users they stand under. */
export function cellResolver(indexes: Indexes, registry: Registry): ResolveCell {
  const known = new Map<WrittenCell, Checked<DesiredCell>>();
  return (cell) => {
    const field = registry.get(cell.field);
    const resolved = known.get(cell) ?? (field && resolveCell(cell, field, indexes));
    if (resolved && cell.from !== "user") known.set(cell, resolved);
    return resolved;
  };
}

function resolveUser(match: Match, resolve: ResolveCell, problems: Problem[]): DesiredUser {
  const { written, live, renames } = match;
  const { email, source, exact } = written;
  const cells = new Map<CellId, DesiredCell>();
  const spelled = written.previously?.source ?? written.id?.source ?? source;
  if (renames) cells.set("email", { field: "email", value: email, source: spelled });
  for (const cell of written.cells) {
    const resolved = resolve(cell);
    if (resolved?.ok) problems.push(...add(cells, resolved.value, email));
    else problems.push(...(resolved?.problems ?? []).map((problem) => forUser(problem, written, cell)));
  }
  return { id: live.id, email, source, cells, exact };
}

function add(cells: Map<CellId, DesiredCell>, cell: DesiredCell, email: string): readonly Problem[] {
  const id = cellId(cell);
  const problems = namedTwice(cell, cells.has(id), email);
  cells.set(id, cell);
  return problems;
}

function forUser(problem: Problem, user: WrittenUser, cell: WrittenCell): Problem {
  return { ...problem, message: `${problem.message} (${cell.field} of ${user.email})` };
}

function resolveCell(cell: WrittenCell, field: Field, indexes: Indexes): Checked<DesiredCell> {
  const list = namesOf(field);
  const index = list && indexes[list];
  const { source } = cell;
  if (cell.key !== undefined)
    return resolveKeyed(cell, cell.key, field.shape.kind === "keyed-number" ? index : undefined);
  if (!index || cell.value === null) return good({ field: cell.field, value: cell.value as Value, source });
  if (typeof cell.value === "string")
    return mapChecked(index.find(cell.value, source), (value) => ({ field: cell.field, value, source }));
  const found = (cell.value as readonly string[]).map((name) => index.find(name, source));
  const problems = found.flatMap((one) => (one.ok ? [] : one.problems));
  if (problems.length > 0) return bad(problems);
  return good({ field: cell.field, value: found.flatMap((one) => (one.ok ? [one.value] : [])), source });
}

function resolveKeyed(cell: WrittenCell, key: string, index: NameIndex | undefined): Checked<DesiredCell> {
  const ref = index ? index.find(key, cell.source) : good({ id: key, name: key });
  return mapChecked(ref, (found) => ({
    field: cell.field,
    key: found,
    value: cell.value as Value,
    source: cell.source,
  }));
}

function mapChecked<A, B>(checked: Checked<A>, map: (value: A) => B): Checked<B> {
  return checked.ok ? good(map(checked.value), checked.warnings) : checked;
}
