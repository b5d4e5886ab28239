import type { SimUser } from "./user.ts";

/** The users with their past, so that a read may be shown an earlier state. */
export interface Store {
  /** The user as of a moment; as of this moment when `at` is absent. */
  find(id: string, at?: number): SimUser | undefined;
  /** The user who holds this login e-mail, compared without case. Deleted users keep theirs. */
  byEmail(email: string): SimUser | undefined;
  /** Everybody, ordered by name, then id. */
  all(at?: number): readonly SimUser[];
  put(user: SimUser, at: number): void;
}

interface Version {
  readonly at: number;
  readonly user: SimUser;
}

export function createStore(users: readonly SimUser[]): Store {
  const history = new Map<string, Version[]>(
    users.map((user) => [user.id, [{ at: Number.NEGATIVE_INFINITY, user }]]),
  );
  const emails = new Map(users.map((user) => [user.email.toLowerCase(), user.id]));
  if (emails.size < users.length)
    throw new Error("Two users of the world share an e-mail. Give each its own.");
  let sorted: readonly SimUser[] | undefined;

  const find = (id: string, at = Number.POSITIVE_INFINITY) =>
    history.get(id)?.findLast((version) => version.at <= at)?.user;
  const list = (at?: number) => [...history.keys()].flatMap((id) => find(id, at) ?? []).sort(byName);

  return {
    find,
    byEmail: (email) => find(emails.get(email.toLowerCase()) ?? ""),
    all: (at) => {
      if (at !== undefined) return list(at);
      sorted ??= list();
      return sorted;
    },
    put: (user, at) => {
      const held = find(user.id);
      if (held !== undefined) emails.delete(held.email.toLowerCase());
      emails.set(user.email.toLowerCase(), user.id);
      history.set(user.id, [...(history.get(user.id) ?? []), { at, user }]);
      sorted = undefined;
    },
  };
}

function byName(one: SimUser, other: SimUser): number {
  return compare(one.name, other.name) || compare(one.id, other.id);
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
