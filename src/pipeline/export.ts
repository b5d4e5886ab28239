import { type ExportedUser, writeDefinitions } from "../definitions/write.ts";
import { isList, isRef } from "../fields/compare.ts";
import { type Field, namesOf } from "../fields/field.ts";
import { breaksRules } from "../fields/fits.ts";
import { FIELDS, type Registry } from "../fields/registry.ts";
import type { Reader } from "../genesys/client.ts";
import { fillAll } from "../live/fill-all.ts";
import { readNames } from "../live/names.ts";
import { readLiveUsers } from "../live/read-users.ts";
import { relabel } from "../live/relabel.ts";
import { shortListWarnings } from "../live/short-lists.ts";
import type { WrittenValue } from "../model/definitions.ts";
import type { Cell, LiveUser, Ref } from "../model/state.ts";
import { buildIndexes, type Indexes } from "../resolve/resolve.ts";
import { matchesGlobs, nobodySelected } from "../resolve/select.ts";
import { type Answer, answer, fromChecked, fromError, refusal } from "./answer.ts";
import { type Connection, learnLimit, openReader, type Surroundings } from "./connection.ts";
import { guarded } from "./guard.ts";
import { unreadWarnings } from "./unread-warnings.ts";

export interface ExportOptions extends Surroundings {
  readonly connection?: Connection;
  /** Globs over e-mails; everybody when there is none. */
  readonly select?: readonly string[];
  /** Everybody in one file instead of a file for each division. */
  readonly oneFile?: boolean;
}

/** One definition file of an export: the users of one division. */
export interface ExportedFile {
  readonly name: string;
  readonly text: string;
  readonly users: number;
}

/** Writes live users down as definitions, a file for each division. Equal organisations give equal bytes. Only reads. */
export async function exportUsers(unguarded: ExportOptions): Promise<Answer<readonly ExportedFile[]>> {
  const options = guarded(unguarded);
  const opened = openReader(options.connection ?? {}, options);
  if (!opened.ok) return fromChecked(opened);
  const { reader, close } = opened.value;
  try {
    await learnLimit(opened.value);
    const { users, indexes, warnings } = await readAll(reader, FIELDS, options);
    options.signal?.throwIfAborted();
    const selected = users.filter(({ email }) => matchesGlobs(email, options.select ?? []));
    if (selected.length === 0 && options.select) return refusal(1, [nobodySelected(options.select)]);
    const files = options.oneFile
      ? [fileOf("users.yaml", selected, FIELDS, indexes)]
      : filesOf(selected, FIELDS, indexes);
    return answer(files, [...opened.warnings, ...warnings, ...unreadWarnings(selected, "unmanaged")]);
  } catch (error) {
    return fromError(error, options.signal);
  } finally {
    await close();
  }
}

async function readAll(reader: Reader, registry: Registry, { onEvent }: ExportOptions) {
  const fields = new Set(registry.keys());
  onEvent({ type: "stage", stage: "read" });
  const [names, population] = await Promise.all([
    readNames(reader, new Set(["skills", "languages", "divisions", "locations"])),
    readLiveUsers(reader, registry, { emails: new Set(), ids: new Set(), fields, whole: true }),
  ]);
  const asked = { fieldsOf: () => fields, writesOf: () => new Set<string>() };
  const filled = await fillAll(reader, registry, population.users, asked);
  const indexes = buildIndexes([], population, names);
  const users = [...filled.values()].map((user) =>
    withoutUnwritable(
      relabel(user, registry, (list, id) => indexes[list].nameOf(id)),
      registry,
    ),
  );
  return { users, indexes, warnings: shortListWarnings(population.short) };
}

function filesOf(users: readonly LiveUser[], registry: Registry, indexes: Indexes): readonly ExportedFile[] {
  const divisionOf = (user: LiveUser) => user.cells.get("division")?.value as Ref | undefined;
  const divisions = new Map(
    users
      .map(divisionOf)
      .filter((ref) => ref !== undefined)
      .map((ref) => [ref.id, ref]),
  );
  const names = fileNames([...divisions.values()]);
  return [...divisions.keys()]
    .map((id) => {
      const mine = users.filter((user) => divisionOf(user)?.id === id);
      return fileOf(names.get(id) ?? id, mine, registry, indexes);
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function fileOf(
  name: string,
  users: readonly LiveUser[],
  registry: Registry,
  indexes: Indexes,
): ExportedFile {
  const text = writeDefinitions(
    users.map((user) => exported(user, registry, indexes)),
    registry,
  );
  return { name, text, users: users.length };
}

/** Divisions as file names; those that would share one get their id added. */
function fileNames(divisions: readonly Ref[]): ReadonlyMap<string, string> {
  const slug = ({ name }: Ref) =>
    name
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
      .replaceAll(/^-|-$/g, "") || "division";
  const shared = (ref: Ref) => divisions.filter((other) => slug(other) === slug(ref)).length > 1;
  return new Map(
    divisions.map((ref) => [ref.id, shared(ref) ? `${slug(ref)}-${ref.id}.yaml` : `${slug(ref)}.yaml`]),
  );
}

function exported(user: LiveUser, registry: Registry, indexes: Indexes): ExportedUser {
  const written = [...registry.values()].filter(({ inDefinitions }) => inDefinitions);
  const groups = written.map((field) => {
    const cells = [...user.cells.values()].filter((cell) => cell.field === field.name);
    return { field, cells: cells.map((cell) => writtenCell(cell, field, indexes)) };
  });
  const read = groups.filter(({ field }) => !user.unread.has(field.name));
  return {
    email: user.email,
    cells: read.flatMap(({ cells }) => cells),
    fields: read.map(({ field }) => field.name),
  };
}

/** Counts fields that no definition could hold as unread, so that an export always can be planned. */
function withoutUnwritable(user: LiveUser, registry: Registry): LiveUser {
  const broken = [...registry.values()].flatMap((field) => {
    const cells = [...user.cells.values()].filter((cell) => cell.field === field.name);
    const why = namesOf(field)
      ? undefined
      : breaksRules(
          field,
          cells.map(({ key, value }) => ({ key: key?.id ?? "", value })),
        );
    return field.inDefinitions && why !== undefined ? [[field.name, why] as const] : [];
  });
  return broken.length === 0 ? user : { ...user, unread: new Map([...user.unread, ...broken]) };
}

function writtenCell({ field, key, value }: Cell, { shape, ...described }: Field, indexes: Indexes) {
  const list = namesOf({ shape, ...described });
  const spell = (ref: Ref) => (list ? indexes[list].spellingOf(ref) : ref.name);
  const named = key && (shape.kind === "keyed-number" ? spell(key) : key.name);
  return { field, ...(named === undefined ? {} : { key: named }), value: writtenValue(value, spell) };
}

function writtenValue(value: Cell["value"], spell: (ref: Ref) => string): WrittenValue {
  if (isList(value)) return value.map((item) => (isRef(item) ? spell(item) : item));
  return isRef(value) ? spell(value) : value;
}
