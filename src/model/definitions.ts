import type { Accepted } from "./plan.ts";
import type { Place } from "./problem.ts";
import type { Contact } from "./state.ts";

/** A value as people write it: names instead of ids. */
export type WrittenValue = null | boolean | number | string | Contact | readonly string[];

/** One value that the definitions ask of a user, after defaults and profiles are merged. */
export interface WrittenCell {
  readonly field: string;
  /** The key within a keyed field, as written: a skill name, `WORK`, `employeeId`. */
  readonly key?: string;
  /** `null`: the live user must not have it. */
  readonly value: WrittenValue;
  readonly source: Place;
  /** Who said so: `defaults`, `profile agent` or `user`. */
  readonly from: string;
}

/** A user of the definitions with everything merged, names not yet resolved. */
export interface WrittenUser {
  readonly email: string;
  readonly source: Place;
  readonly id?: { readonly value: string; readonly source: Place };
  readonly previously?: { readonly value: string; readonly source: Place };
  readonly renameEmail: boolean;
  readonly cells: readonly WrittenCell[];
  /** Keyed fields whose unlisted live keys are removed, with the place that says so. */
  readonly exact: ReadonlyMap<string, Place>;
  /** Every field this user manages, keyed or not. */
  readonly managed: ReadonlySet<string>;
}

/** Everything read from the definition files. */
export interface Definitions {
  /** Paths relative to the git root (or the working folder), with `/`, in stable order. */
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
  /** The files and folders that were named, where they lie on a disk. */
  readonly roots?: readonly string[];
  readonly users: readonly WrittenUser[];
  /** `rails:` entries: sizes accepted in the files themselves. */
  readonly accepted: readonly Accepted[];
}
