import type { Ref, Value } from "./state.ts";

/** A user, a field or a key that the base managed and the definitions do not. Nothing of it changes live. */
export interface Leaving {
  /** Absent when nobody live was found. */
  readonly userId?: string;
  readonly email: string;
  /** Absent when the whole user leaves. */
  readonly field?: string;
  /** Absent when the whole field leaves. */
  readonly key?: Ref;
  /** What stays live of the field or key; absent for a user, and when it could not be read. */
  readonly stays?: readonly Stays[];
  /** Where the base asked for it. */
  readonly source: { readonly file: string; readonly line: number };
}

export interface Stays {
  readonly key?: Ref;
  readonly value: Value;
}
