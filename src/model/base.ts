import type { Only } from "./cause.ts";
import type { DesiredUser } from "./state.ts";

/** What the base asked of a user, names resolved as far as they still mean something. */
export interface BaseUser extends Omit<DesiredUser, "id"> {
  /** Fields that the base managed, also where what it asked of them cannot be told any more. */
  readonly managed: ReadonlySet<string>;
}

/** The definitions as they were. */
export interface Base {
  /** By the id of the live user. */
  readonly users: ReadonlyMap<string, BaseUser>;
  /** Users for whom neither a live user nor an entry of the definitions was found. */
  readonly unknown: readonly BaseUser[];
}

/** What a plan says of its base. */
export interface PlanBase {
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
  /** What the plan executes; absent from a drift document, which executes nothing. */
  readonly only?: Only;
}
