import type { Store } from "./store.ts";
import type { SimUser } from "./user.ts";
import type { Named } from "./world.ts";

/** A write that was stored. */
export interface AppliedWrite {
  readonly at: number;
  /** The client under test, or somebody else. */
  readonly by: "client" | "second writer";
  /** Number of the request in the log; 0 for an edit that no request caused. */
  readonly request: number;
  readonly method: string;
  readonly path: string;
  readonly userId: string;
  readonly before: SimUser;
  readonly after: SimUser;
  /** The OAuth client, and the application where it has one. */
  readonly client: { readonly id: string; readonly application?: string };
  /** Who was logged in; nobody behind client credentials. */
  readonly person?: Named;
}

export type Origin = Omit<AppliedWrite, "at" | "userId" | "before" | "after">;

/** The one place where users change, and the record of it. */
export interface Ledger {
  readonly applied: readonly AppliedWrite[];
  write(users: readonly SimUser[], at: number, origin: Origin): void;
  /** Has `run` done once time reaches `at`. */
  later(at: number, run: () => void): void;
  /** Does what is due by now, in order of time. */
  advance(now: number): void;
}

export function createLedger(store: Store): Ledger {
  const applied: AppliedWrite[] = [];
  let due: readonly { readonly at: number; readonly run: () => void }[] = [];
  return {
    applied,
    write: (users, at, origin) => {
      for (const after of users) {
        const before = store.find(after.id) ?? after;
        store.put(after, at);
        applied.push({ at, ...origin, userId: after.id, before, after });
      }
    },
    later: (at, run) => {
      due = [...due, { at, run }].sort((one, other) => one.at - other.at);
    },
    advance: (now) => {
      const ready = due.filter((entry) => entry.at <= now);
      due = due.filter((entry) => entry.at > now);
      for (const entry of ready) entry.run();
    },
  };
}
