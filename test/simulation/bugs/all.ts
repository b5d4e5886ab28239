import type { Bug } from "./bug.ts";
import { COMPARING } from "./comparing.ts";
import { JOURNAL } from "./journal.ts";
import { ORDER } from "./order.ts";
import { OUTCOMES } from "./outcomes.ts";
import { PACE } from "./pace.ts";

/** All bugs that the proof must see. */
export const BUGS: readonly Bug[] = [...COMPARING, ...PACE, ...ORDER, ...OUTCOMES, ...JOURNAL];
