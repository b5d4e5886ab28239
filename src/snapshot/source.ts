import type { Registry } from "../fields/registry.ts";
import { NO_NAMES } from "../live/names.ts";
import type { LiveUsers, Wanted } from "../live/read-users.ts";
import type { LiveSource } from "../live/source.ts";
import { readTogether } from "../live/wire-user.ts";
import type { LiveUser } from "../model/state.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * What was live, as an answer of Genesys Cloud would be: only what is asked for, since whatever else is known of a user would make another
 * plan of it. A field that the snapshot does not have is unread.
 */
export function liveFromSnapshot(snapshot: Snapshot): LiveSource {
  return {
    organisation: async () => snapshot.org,
    names: async (wanted) => {
      const lists = Object.entries(snapshot.names).filter(([list]) =>
        [...wanted].some((one) => one === list),
      );
      return { ...NO_NAMES, ...Object.fromEntries(lists) };
    },
    users: async (registry, wanted) => usersOf(snapshot, registry, wanted),
    fill: async (_registry, users) => users,
  };
}

function usersOf({ users, fields, selection }: Snapshot, registry: Registry, wanted: Wanted): LiveUsers {
  const asked = readTogether(registry, wanted.fields);
  const missing = [...asked].filter((name) => registry.has(name) && !fields.includes(name));
  const shown = users.map((user) => [user.id, only(user, asked, missing)] as const);
  return {
    users: new Map(shown),
    whole: selection.length === 0,
    short: [],
    deleted: new Set(),
    searched: false,
    saved: true,
  };
}

function only(user: LiveUser, asked: ReadonlySet<string>, missing: readonly string[]): LiveUser {
  const unread = new Map([...user.unread].filter(([name]) => asked.has(name)));
  for (const name of missing) unread.set(name, NOT_THERE);
  const cells = new Map([...user.cells].filter(([, { field }]) => asked.has(field) && !unread.has(field)));
  return { ...user, cells, unread };
}

const NOT_THERE = "the snapshot was taken without it";
