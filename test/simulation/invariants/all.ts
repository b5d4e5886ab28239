import { noWriteIsDoubled, putBackStays, refusedPinIsGone, versionlessIsCompared } from "./doubled.ts";
import { doneStaysDone, exitFits } from "./endings.ts";
import type { Invariant } from "./invariant.ts";
import { intentComesFirst, oneRunAtATime, resumeWaits, runGoesOn } from "./journal.ts";
import { noEditIsLost, planIsTrue } from "./lost-edits.ts";
import { onlyThePlan, readingOnlyReads, settledStaysSettled } from "./only-the-plan.ts";
import { activationComesLast, orderIsKept, writesNeverOverlap } from "./order.ts";
import { outcomesAreTrue } from "./outcomes.ts";
import { neverOverTheLimit, pausesAreKept } from "./rate.ts";

/** All that must hold in every schedule. */
export const INVARIANTS: readonly Invariant[] = [
  readingOnlyReads,
  planIsTrue,
  noEditIsLost,
  onlyThePlan,
  settledStaysSettled,
  neverOverTheLimit,
  pausesAreKept,
  writesNeverOverlap,
  orderIsKept,
  activationComesLast,
  outcomesAreTrue,
  exitFits,
  doneStaysDone,
  noWriteIsDoubled,
  refusedPinIsGone,
  putBackStays,
  versionlessIsCompared,
  intentComesFirst,
  resumeWaits,
  oneRunAtATime,
  runGoesOn,
];
