import type { NameList } from "../fields/field.ts";
import type { Registry } from "../fields/registry.ts";
import type { Asked } from "../live/fill-all.ts";
import type { Names } from "../live/names.ts";
import type { LiveUsers } from "../live/read-users.ts";
import type { PlanSource } from "../model/plan-source.ts";
import { bad, good } from "../model/problem.ts";
import { buildIndexes } from "../resolve/resolve.ts";
import { matchesGlobs, nobodySelected } from "../resolve/select.ts";
import { needsOfRollback } from "../rollback/needs.ts";
import { turnBack } from "../rollback/turn-back.ts";
import type { WrittenChange } from "../rollback/written.ts";
import type { Subject } from "./plan-live.ts";

export interface RollbackSubject {
  readonly source: PlanSource;
  readonly written: readonly WrittenChange[];
  /** How many users the plan of the run managed: the rails are those of that plan. */
  readonly managed: number;
  /** How to name the journal in the plan. */
  readonly journal: string;
  readonly selection: readonly string[];
  readonly registry: Registry;
}

/** Users as they were before a run wrote to them. */
export function asBefore({ source, written, selection, registry, ...rest }: RollbackSubject): Subject {
  return {
    source,
    needs: needsOfRollback(written, registry),
    users: new Set(written.map(({ change }) => change.userId)).size,
    find: (population, names) => {
      const { users } = population;
      const emailOf = ({ change, email }: WrittenChange) => users.get(change.userId)?.email ?? email;
      const mine = written.filter((one) => matchesGlobs(emailOf(one), selection));
      if (mine.length === 0 && selection.length > 0) return bad([nobodySelected(selection)]);
      const has = availableIn(population, names);
      return good({
        indexes: buildIndexes([], population, names),
        asked: askedOf(mine),
        desire: (users, label) => {
          const live = new Map([...users].map(([id, user]) => [id, label(user)]));
          const { managed, journal } = rest;
          return { managed, ...turnBack(mine, { live, has, registry, journal }) };
        },
      });
    },
  };
}

/** What can be given to somebody: whatever is active and shown to this client. */
function availableIn({ users }: LiveUsers, names: Names): (list: NameList, id: string) => boolean {
  const active = new Map(
    Object.entries(names).map(([list, entries]) => [
      list,
      new Set(entries.filter((entry) => entry.active).map(({ id }) => id)),
    ]),
  );
  return (list, id) => (list === "users" ? users.has(id) : (active.get(list)?.has(id) ?? false));
}

function askedOf(written: readonly WrittenChange[]): Asked {
  const fieldsOf = new Map<string, Set<string>>();
  const writesOf = new Map<string, Set<string>>();
  for (const { change } of written) {
    const { userId, field, before } = change;
    fieldsOf.set(userId, (fieldsOf.get(userId) ?? new Set()).add(field));
    if (before !== null) writesOf.set(userId, (writesOf.get(userId) ?? new Set()).add(field));
  }
  return { fieldsOf: (id) => fieldsOf.get(id) ?? NONE, writesOf: (id) => writesOf.get(id) ?? NONE };
}

const NONE: ReadonlySet<string> = new Set();
