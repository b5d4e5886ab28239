import type { Ref, Value } from "./state.ts";

/** Whether the known document tells a difference already, whatever its values were. */
export const AGES = ["new", "still-there"] as const;
export type Age = (typeof AGES)[number];

/** Which differences earn exit 2. */
export const FAIL_ON = ["any", "new"] as const;
export type FailOn = (typeof FAIL_ON)[number];

/** The drift document of before with which differences are told new from still there. */
export interface Known {
  /** Of that document; absent when there was none yet, so that everything is new. */
  readonly planHash?: string;
  /** When it was made; absent with it. */
  readonly madeAt?: string;
  readonly failOn: FailOn;
}

/** What a difference of a drift document is recognised by, and what is known of it from before. */
export interface Recognised {
  /** The same for organisation, user, field and key, whatever the values. Only in drift documents. */
  readonly fingerprint?: string;
  /** Only with a known document. */
  readonly age?: Age;
  /** What live was in the known document, where it has moved since. */
  readonly was?: Value;
}

/** What a drift document says of the known one; all of it, or nothing. */
export interface SinceKnown {
  readonly known?: Known;
  /** Known differences that are none any more. */
  readonly gone?: readonly Past[];
  readonly notCompared?: readonly NotCompared[];
}

/** A difference that the known document tells and this one does not. */
export interface Past {
  readonly fingerprint: string;
  readonly userId: string;
  readonly email: string;
  readonly field: string;
  readonly key?: Ref;
  /** Live as it was known; absent where the known document hides it. */
  readonly before?: Value;
  /** What the definitions asked for then. */
  readonly after: Value;
}

/**
 * A known difference of which nobody can say whether it is gone. unread: the field could not be read. not-selected: this comparison leaves
 * the user out. not-managed: the definitions ask nothing of it any more.
 */
export interface NotCompared extends Past {
  readonly kind: "unread" | "not-selected" | "not-managed";
}
