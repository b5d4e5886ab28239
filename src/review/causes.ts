import { CAUSES, type Cause } from "../model/cause.ts";
import { counted, figure } from "../model/figures.ts";
import type { Change, Plan } from "../model/plan.ts";
import { placeOf, shownValue } from "./change-view.ts";
import { forTerminal } from "./escape.ts";

/** How many characters of a commit tell it apart for the eye. */
const SHORT_COMMIT = 12;

const MEANING: Readonly<Record<Cause, string>> = {
  pr: "the definitions changed",
  drift: "live did",
  both: "both did",
};

/** What a document was compared with, and how many differences are whose: one line; empty without a base. Escaped for a terminal. */
export function baseNote({ made, source: { base }, summary: { byCause } }: Plan): string {
  if (!base || !byCause) return "";
  const name = made.base
    ? `${forTerminal(made.base.rev)} (${forTerminal(made.base.commit.slice(0, SHORT_COMMIT))})`
    : counted(base.files.length, "other definition file");
  const counts = CAUSES.map((cause) => `${cause} ${figure(byCause[cause])} (${MEANING[cause]})`);
  return `Since ${name}: ${counts.join(", ")}.`;
}

/** `care.yaml:12 (both)`: where a change was asked for, what live was when it was known, and whose it is, as far as that is known. Not yet escaped. */
export function placeAndCause(change: Change): string {
  const cause = change.cause === undefined ? "" : `(${change.cause})`;
  const was = change.was === undefined ? "" : `(was ${shownValue(change.was)})`;
  return [placeOf(change), was, cause].filter(Boolean).join(" ");
}

/** ` (both)` behind a change; nothing where a reader expects the cause, or none is known. */
export function causeTag({ cause }: Change, expected: Cause | undefined): string {
  return cause === undefined || cause === expected ? "" : ` (${cause})`;
}

/** The cause that goes without saying among what a plan executes. */
export function expectedCause({ source: { base } }: Plan): Cause | undefined {
  return base?.only === "all" ? undefined : base?.only;
}

/** The same among what it leaves. */
export function expectedLeft({ source: { base } }: Plan): Cause | undefined {
  return base?.only === "pr" ? "drift" : undefined;
}

/** What stands above the differences that no operation changes. */
export function leftTitle({ kind, source: { base } }: Plan): string {
  if (kind === "drift") return "Differences";
  if (!base) return "Differs, but no call will change it";
  return base.only === "pr"
    ? "Drift, not part of this plan"
    : "Changes of the definitions, not part of this plan";
}
