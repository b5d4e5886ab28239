import type { Json } from "../model/json.ts";
import type { Checked, Problem } from "../model/problem.ts";
import type { Ref } from "../model/state.ts";

/** What one read came to: a body, or who was refused what. */
export type Probed =
  | { readonly ok: true; readonly body: Json }
  | {
      readonly ok: false;
      readonly status: number;
      /** What was called: method and path. */
      readonly call: string;
      /** A sentence with method, path and the server's own words. */
      readonly message: string;
      /** The permissions that a 403 names. */
      readonly permissions: readonly string[];
    };

/** An answer as it arrived. Headers have lower-case names. */
export interface Arrived {
  readonly url: URL;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Wall time of its arrival, milliseconds since the epoch. */
  readonly at: number;
}

/** Where calls go, and as whom. */
export interface Target {
  readonly api: string;
  readonly login: string;
  /** The flag or variable that the API origin comes from. */
  readonly chosenBy: string;
  /** How messages name the credential. */
  readonly credential: string;
  /** The token is one that somebody gave, not one that a client asks for. */
  readonly tokenGiven: boolean;
}

/** How the pace is set. */
export interface Pace {
  readonly limit: number;
  readonly allowed: number;
  readonly windowMs: number;
  readonly concurrency: number;
  /** Somebody asked for the rate. */
  readonly given: boolean;
  /** The organisation's limits tell it. */
  readonly told: boolean;
}

/** What calls showed, as far as they came. A member that is absent was not reached. */
export interface Calls {
  /** Why no further call was made. */
  readonly stopped?: Problem;
  readonly tokenMinted?: boolean;
  readonly org?: Ref;
  readonly orgRefused?: Probed & { readonly ok: false };
  /** The name of the OAuth client that the token belongs to. */
  readonly client?: string;
  readonly subject?: Probed;
  readonly limits?: Probed;
  readonly pace?: Pace;
  readonly users?: UsersSeen;
  readonly lists?: readonly ListSeen[];
  readonly own?: readonly OwnSeen[];
  /** Whether the client may search; undefined when nobody was there to search for. */
  readonly search?: Probed;
  readonly arrived: readonly Arrived[];
}

/** The first page of users, with one user. */
export interface UsersSeen {
  readonly probed: Probed;
  /** Active users that the client sees. */
  readonly total?: number;
  /** Managed fields that the list left out. */
  readonly leftOut: readonly string[];
}

/** A list of names that definitions refer to. */
export interface ListSeen {
  readonly list: string;
  readonly fields: readonly string[];
  readonly probed: Probed;
}

/** A managed field that has a read of its own. */
export interface OwnSeen {
  readonly field: string;
  readonly probed: Probed;
}

/** The folder where runs are kept. */
export interface StateDirSeen {
  readonly path: string;
  /** Why nothing can be written there. */
  readonly trouble?: string;
  readonly locks: readonly { readonly path: string; readonly owner: string; readonly dead: boolean }[];
  /** The newest run of each organisation, where it did not come to its end. */
  readonly open: readonly { readonly run: string; readonly org: string; readonly at: string }[];
}

/** Definitions that say which fields are managed. */
export interface DefinitionsSeen {
  readonly users: number;
  readonly files: number;
  readonly fields: ReadonlySet<string>;
}

/** All that was looked at. */
export interface Seen {
  readonly node: { readonly version: string; readonly least: string };
  /** Undefined when there are none and nobody named any. */
  readonly definitions: Checked<DefinitionsSeen> | undefined;
  /** Where definitions were looked for. */
  readonly named: readonly string[];
  readonly target: Checked<Target>;
  readonly calls: Calls;
  readonly stateDir: StateDirSeen;
}
