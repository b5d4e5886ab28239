import type { Cause } from "../model/cause.ts";
import type { Change, Plan } from "../model/plan.ts";
import { baseNote, causeTag, expectedCause, expectedLeft } from "./causes.ts";
import { arrowOf, fieldOf, placeOf, type Sign, shownValue, signOf } from "./change-view.ts";
import { forTerminal } from "./escape.ts";
import { groupBy } from "./group.ts";
import { knownNote, partsOf, wasTag } from "./known.ts";
import { redactionNote } from "./redaction-note.ts";
import { snapshotNote } from "./snapshot-note.ts";
import type { Paint, Role } from "./style.ts";
import { titleOf } from "./totals.ts";
import { byUser, type Careful, carefulOf, changesOf, compare, type UserChanges, whatIs } from "./users.ts";
import { auditNote, tellWho } from "./who.ts";
import { pad, widest } from "./width.ts";

/** Wider texts do not move the column of places. */
const WIDEST_CHANGE = 80;
const SIGN_ROLE: Readonly<Record<Sign, Role>> = { "+": "added", "-": "removed", "~": "changed" };

export function headingSection(plan: Plan, paint: Paint): readonly string[] {
  const { commit, dirty } = plan.made;
  const from = commit ? `definitions at commit ${forTerminal(commit)}${dirty ? " with edits" : ""}, ` : "";
  const heading = `${titleOf(plan)} ${forTerminal(plan.org.name)}`;
  const notes = [
    `${from}made ${forTerminal(plan.made.at)}`,
    snapshotNote(plan),
    baseNote(plan),
    knownNote(plan),
    auditNote(plan),
    plan.kind === "drift" ? "Each line reads: live → definitions." : "",
    plan.selection.length > 0
      ? `Only users like ${plan.selection.map((glob) => forTerminal(glob)).join(", ")}.`
      : "",
    redactionNote(plan),
  ];
  return [paint("heading", heading), ...notes.filter(Boolean)];
}

/** Deactivations, division moves and e-mail changes of a plan; they are not repeated among the other changes. */
export function carefulSection(plan: Plan, paint: Paint): readonly string[] {
  const careful = carefulOf(plan);
  if (careful.length === 0) return [];
  const emails = careful.map(({ email }) => forTerminal(email));
  const width = widest(emails, WIDEST_CHANGE);
  const rows = careful.map((change) => ({
    sign: change.what === "deactivate" ? ("-" as const) : ("~" as const),
    text: carefulText(change, width) + causeTag(change, expectedCause(plan)),
    place: forTerminal(placeOf(change)),
  }));
  return [paint("heading", "Needs a careful look"), ...aligned(rows, paint)];
}

function carefulText(change: Careful, emailWidth: number): string {
  const what = pad(change.what, "move division".length);
  const email = forTerminal(change.email);
  if (change.what === "deactivate") return `${what}  ${email}`;
  return `${what}  ${pad(email, emailWidth)}  ${carefulValues(change)}`;
}

/** A login e-mail that stands at the start of the line already is not said twice. */
function carefulValues(change: Careful): string {
  return change.before === change.email ? `→ ${forTerminal(shownValue(change.after))}` : arrowOf(change);
}

/** Everything else that operations change, user by user. */
export function changeSection(plan: Plan, paint: Paint): readonly string[] {
  const rest = changesOf(plan).filter((change) => whatIs(change) === undefined);
  return users("Changes", rest, plan, expectedCause(plan), paint);
}

/** What differs although no operation changes it, all of a drift document; new differences in a part of their own. */
export function differenceSections(plan: Plan, paint: Paint): readonly (readonly string[])[] {
  return partsOf(plan).map(({ title, changes }) => users(title, changes, plan, expectedLeft(plan), paint));
}

export function unreadSection(plan: Plan, paint: Paint): readonly string[] {
  if (plan.unread.length === 0) return [];
  const sorted = plan.unread.toSorted((a, b) => compare(a.email, b.email) || compare(a.field, b.field));
  const lines = [...groupBy(sorted, ({ email }) => email)].flatMap(([email, entries]) => [
    `  ${forTerminal(email)}`,
    ...entries.map(({ field, why }) => `    ${forTerminal(field)}: ${forTerminal(why)}`),
  ]);
  return [paint("heading", "Could not be read (neither compared nor changed)"), ...lines];
}

export function warningSection({ warnings }: Plan, paint: Paint): readonly string[] {
  if (warnings.length === 0) return [];
  const lines = warnings.flatMap(({ at, code, message, fix }) => [
    `  ${at ? `${forTerminal(at.file)}:${at.line}:${at.column} ` : ""}${paint("warning", forTerminal(code))}`,
    `    ${forTerminal(message, 1000)}`,
    ...(fix === "" ? [] : [`    ${forTerminal(fix, 1000)}`]),
  ]);
  return [paint("heading", "Warnings"), ...lines];
}

/** `expected` is the cause that is not told. */
function users(
  title: string,
  changes: readonly Change[],
  plan: Plan,
  expected: Cause | undefined,
  paint: Paint,
): readonly string[] {
  if (changes.length === 0) return [];
  const blocks = byUser(changes, plan).map((user) => userLines(user, expected, paint).join("\n"));
  return [paint("heading", title), blocks.join("\n\n")];
}

function userLines(
  { email, who, changes }: UserChanges,
  expected: Cause | undefined,
  paint: Paint,
): readonly string[] {
  const rows = changes.map((change) => ({
    sign: signOf(change),
    text: `${forTerminal(fieldOf(change))}: ${arrowOf(change)}${wasTag(change)}${causeTag(change, expected)}`,
    place: forTerminal(placeOf(change)),
    note: forTerminal(tellWho(change)),
  }));
  const notes = [
    who && who.name !== email ? forTerminal(who.name) : "",
    who?.active === false ? "(inactive)" : "",
  ];
  const heading = [paint("heading", forTerminal(email)), ...notes.filter(Boolean)].join("  ");
  return [heading, ...aligned(rows, paint)];
}

interface Row {
  readonly sign: Sign;
  readonly text: string;
  readonly place: string;
  /** Stands in a line below. */
  readonly note?: string;
}

function aligned(rows: readonly Row[], paint: Paint): readonly string[] {
  const columns = widest(
    rows.map(({ text }) => text),
    WIDEST_CHANGE,
  );
  return rows.flatMap(({ sign, text, place, note = "" }) => {
    const start = `  ${paint(SIGN_ROLE[sign], sign)} `;
    const line = place === "" ? `${start}${text}` : `${start}${pad(text, columns)}  ${paint("faint", place)}`;
    return note === "" ? [line] : [line, `      ${paint("faint", note)}`];
  });
}
