import { type Field, type NameList, namesOf } from "../fields/field.ts";
import type { Registry } from "../fields/registry.ts";
import { withEverybodyAbove } from "../live/above.ts";
import { shortListWarnings } from "../live/short-lists.ts";
import type { LiveSource } from "../live/source.ts";
import { readTogether } from "../live/wire-user.ts";
import type { Warning } from "../model/problem.ts";
import type { LiveUser } from "../model/state.ts";
import { SNAPSHOT_VERSION, type Snapshot } from "./snapshot.ts";

export interface SnapshotRequest {
  readonly registry: Registry;
  /** Fields to leave out, with those that are read and written together with them. */
  readonly without: readonly string[];
  /** Globs over e-mails, and whether they match one. */
  readonly selection: readonly string[];
  readonly isSelected: (email: string) => boolean;
  readonly made: Snapshot["made"];
}

const LISTS: ReadonlySet<NameList> = new Set(["skills", "languages", "divisions", "locations"]);

/** Reads the whole organisation, and keeps of it what was asked for. */
export async function takeSnapshot(
  from: LiveSource,
  { registry, without, selection, isSelected, made }: SnapshotRequest,
): Promise<{ readonly snapshot: Snapshot; readonly warnings: readonly Warning[] }> {
  const left = readTogether(registry, without);
  const fields = new Set([...registry.keys()].filter((name) => !left.has(name)));
  const [org, names, population] = await Promise.all([
    from.organisation(),
    from.names(LISTS),
    from.users(registry, { emails: new Set(), ids: new Set(), fields, whole: true }),
  ]);
  // Who has no employer information is believed to have none, as for an export: nothing is written on that ground.
  const asked = { fieldsOf: () => fields, writesOf: () => new Set<string>() };
  const everybody = await from.fill(registry, population.users, asked);
  const users = await selected(everybody, isSelected, registry);
  const snapshot: Snapshot = {
    kind: "snapshot",
    formatVersion: SNAPSHOT_VERSION,
    made,
    org,
    selection: selection.toSorted(),
    fields: [...fields],
    names,
    users: users.toSorted(byEmail),
  };
  return { snapshot, warnings: shortListWarnings(population.short) };
}

type Users = ReadonlyMap<string, LiveUser>;

/** The selected users in full. Of everybody above them only who they are and whom they report to: names and circles of managers need that. */
async function selected(
  everybody: Users,
  isSelected: SnapshotRequest["isSelected"],
  registry: Registry,
): Promise<readonly LiveUser[]> {
  const chosen = new Map([...everybody].filter(([, { email }]) => isSelected(email)));
  const all = await withEverybodyAbove(chosen, [...chosen.keys()], registry, async (known, ids) => {
    const above = ids.map((id) => everybody.get(id)).filter((user) => user !== undefined);
    return new Map([...known, ...above.map((user) => [user.id, user] as const)]);
  });
  return [...all.values()].map((user) => (chosen.has(user.id) ? user : whoOnly(user, registry)));
}

function whoOnly(user: LiveUser, registry: Registry): LiveUser {
  const isWho = (field: Field | undefined) =>
    field !== undefined && (field.name === "email" || namesOf(field) === "users");
  const others = [...registry.values()].filter((field) => !isWho(field));
  const told = new Map([...user.unread].filter(([name]) => isWho(registry.get(name))));
  return {
    ...user,
    cells: new Map([...user.cells].filter(([, { field }]) => isWho(registry.get(field)))),
    unread: new Map([...told, ...others.map(({ name }) => [name, NOT_SELECTED] as const)]),
  };
}

const NOT_SELECTED = "the snapshot was taken of other users";

function byEmail(a: LiveUser, b: LiveUser): number {
  const [left, right] = [a, b].map(({ email, id }) => `${email.toLowerCase()} ${id}`);
  return (left ?? "") < (right ?? "") ? -1 : 1;
}
