import type { Cause } from "./cause.ts";

/** A plan in numbers. */
export interface Summary {
  /** Users that the definitions manage. */
  readonly managed: number;
  readonly update: number;
  readonly deactivate: number;
  readonly activate: number;
  readonly unchanged: number;
  readonly unread: number;
  readonly byField: Readonly<Record<string, number>>;
  /** Changes by cause, executed or not; only with a base. */
  readonly byCause?: Readonly<Record<Cause, number>>;
  /** Users of whom something leaves management; only with a base. */
  readonly leaving?: number;
}
