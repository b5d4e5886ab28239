import type { GusEvent } from "../../src/model/event.ts";
import type { Result } from "../../src/model/outcome.ts";
import type { Operation, Plan } from "../../src/model/plan.ts";
import type { AppliedWrite } from "../../src/simulator/ledger.ts";
import type { Place } from "./world/life.ts";

/** One HTTP call of the program, and what has become of it so far. */
export interface Call {
  /** Counted from 1 over all lives. */
  readonly number: number;
  readonly life: number;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: string;
  /** Whether it can change users. */
  readonly writes: boolean;
  readonly leftAt: number;
  /** The planned operation that it is, if it is one. */
  readonly operation: Operation | undefined;
  /** Users whom it writes or reads. */
  userIds: readonly string[];
  arrivedAt?: number;
  /** How long ago the state was that a read showed. */
  lagMs?: number;
  /** Kinds of the faults that struck it. */
  struck?: readonly string[];
  /** As the platform answered; 0 when it cut the connection. */
  status?: number;
  /** Seconds that a 429 asked for. */
  retryAfter?: number;
  /** The key of the limit that a 429 named. */
  limitKey?: string;
  /** When the answer or the break was back, whether or not anybody waited for it. */
  backAt?: number;
  /** When the program learnt how it ended: by an answer, a break, or giving up. */
  endedAt?: number;
  /** How it ended for the program. */
  end?: "answered" | "broken" | "given up";
}

/** What the program was started for. */
export type Command = "plan" | "drift" | "export" | "apply";

/** Anything that happens while a schedule is played. `at` is in milliseconds since the epoch. */
export type Happening = {
  readonly at: number;
} /** `open`: runs that have begun and not come to their end. */ & (
  | {
      readonly kind: "start";
      readonly life: number;
      readonly command: Command;
      readonly open: readonly string[];
    }
  | { readonly kind: "left" | "arrived" | "ended"; readonly call: Call }
  | { readonly kind: "stored"; readonly write: AppliedWrite; readonly call: Call | undefined }
  | { readonly kind: "event"; readonly life: number; readonly event: GusEvent }
  | { readonly kind: "disk"; readonly life: number; readonly what: string }
  | { readonly kind: "death"; readonly life: number; readonly place: string; readonly kept: number }
  | {
      readonly kind: "end";
      readonly life: number;
      readonly command: Command;
      readonly exit: number;
      readonly words: string;
      /** How often it came to each place at which it could have died. */
      readonly steps: ReadonlyMap<Place, number>;
      /** Codes of the problems, if it came to nothing. */
      readonly codes?: readonly string[];
      readonly plan?: Plan;
      readonly result?: Result;
    }
  | { readonly kind: "world"; readonly what: string }
);
