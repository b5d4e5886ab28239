import { figure } from "../model/figures.ts";
import { AGES, type Age, type NotCompared, type Past } from "../model/known.ts";
import type { Change, Plan } from "../model/plan.ts";
import { leftTitle } from "./causes.ts";
import { fieldOf, shownValue, valuesOf } from "./change-view.ts";
import { forMarkdown, forTerminal } from "./escape.ts";
import { minuteOf } from "./minute.ts";
import type { Paint } from "./style.ts";
import { compare, extentOf } from "./users.ts";
import { pad, widest } from "./width.ts";

export const AGE_WORDS: Readonly<Record<Age, string>> = { new: "new", "still-there": "still there" };

export const WHY_NOT_COMPARED: Readonly<Record<NotCompared["kind"], string>> = {
  unread: "could not be read",
  "not-selected": "not selected",
  "not-managed": "not managed any more",
};

/** Wider texts do not move a column. */
const WIDEST = 60;

/** `3 new, 12 still there, 2 gone`; empty where no drift was known, or there is none to speak of. */
export function knownCount(plan: Plan): string {
  const { known, differences, gone = [], notCompared = [] } = plan;
  if (!known || differences.length + gone.length + notCompared.length === 0) return "";
  const ages = AGES.map((age) => `${figure(ofAge(plan, age).length)} ${AGE_WORDS[age]}`);
  const open = notCompared.length > 0 ? [`${figure(notCompared.length)} not compared`] : [];
  return [...ages, `${figure(gone.length)} gone`, ...open].join(", ");
}

/** With what differences were compared; empty where no drift was known. Escaped for a terminal. */
export function knownNote({ known }: Plan): string {
  if (!known) return "";
  return known.madeAt === undefined
    ? "No drift was known before."
    : `Known before: the drift of ${forTerminal(minuteOf(known.madeAt))}.`;
}

export function ofAge({ differences }: Plan, age: Age): readonly Change[] {
  return differences.filter((change) => change.age === age);
}

/** Differences under their titles: new ones first, where it is known which those are. */
export function partsOf(
  plan: Plan,
): readonly { readonly title: string; readonly changes: readonly Change[] }[] {
  if (!plan.known) return [{ title: leftTitle(plan), changes: plan.differences }];
  const parts = AGES.map((age) => ({ age, changes: ofAge(plan, age) })).filter(
    ({ changes }) => changes.length > 0,
  );
  return parts.map(({ age, changes }) => ({ title: `${TITLES[age]}: ${extentOf(changes)}`, changes }));
}

const TITLES: Readonly<Record<Age, string>> = { new: "New", "still-there": "Still there" };

export function goneTitle({ gone = [] }: Plan): string {
  return `Gone: ${extentOf(gone)}`;
}

export function notComparedTitle({ notCompared = [] }: Plan): string {
  return `Known, but not compared now: ${extentOf(notCompared)}`;
}

/** ` (was "Chief")` behind a difference whose live value has moved since it was known. Escaped for a terminal. */
export function wasTag({ was }: Change): string {
  return was === undefined ? "" : ` (was ${forTerminal(shownValue(was))})`;
}

/** Known differences that are none any more, and those of which nobody can say. */
export function pastSections(plan: Plan, paint: Paint): readonly (readonly string[])[] {
  return [
    section(goneTitle(plan), plan.gone, paint),
    section(notComparedTitle(plan), plan.notCompared, paint),
  ];
}

function section(
  title: string,
  entries: readonly (Past | NotCompared)[] = [],
  paint: Paint,
): readonly string[] {
  if (entries.length === 0) return [];
  const rows = sorted(entries).map((one) => [forTerminal(one.email), tellPast(one, forTerminal)] as const);
  const width = widest(
    rows.map(([email]) => email),
    WIDEST,
  );
  const rest = notSelected(entries).map((count) => `  ${count}`);
  return [
    paint("heading", title),
    ...rows.map(([email, what]) => `  ${pad(email, width)}  ${what}`),
    ...rest,
  ];
}

/** The same as rows of a Markdown list. */
export function pastRows(entries: readonly (Past | NotCompared)[] = []): readonly string[] {
  const rest = notSelected(entries).map((count) => `- ${count}\n`);
  return [
    ...sorted(entries).map((one) => `- ${forMarkdown(one.email)} ${tellPast(one, forMarkdown)}\n`),
    ...rest,
  ];
}

/** What a selection leaves out its author knows, so it is counted only. */
export function notSelected(entries: readonly (Past | NotCompared)[]): readonly string[] {
  const out = entries.filter(isNotSelected);
  return out.length > 0 ? [`${extentOf(out)} not selected`] : [];
}

function isNotSelected(one: Past | NotCompared): boolean {
  return "kind" in one && one.kind === "not-selected";
}

/** `title: "Chief" → "Agent" (not selected)`. */
function tellPast(one: Past | NotCompared, escaped: (text: string) => string): string {
  const values = pastValues(one)
    .map((value) => escaped(value))
    .join(" → ");
  const why = "kind" in one ? ` (${WHY_NOT_COMPARED[one.kind]})` : "";
  return `${escaped(fieldOf(one))}${values === "" ? "" : `: ${values}`}${why}`;
}

/** Live and definitions as they were known; nothing where the known document hid live. */
export function pastValues({ before, after }: Past): readonly string[] {
  return before === undefined ? [] : valuesOf({ before, after });
}

/** Those that are told one by one, in their order. */
export function sorted<T extends Past>(entries: readonly T[]): readonly T[] {
  return entries
    .filter((one) => !isNotSelected(one))
    .toSorted((a, b) => compare(a.email, b.email) || compare(fieldOf(a), fieldOf(b)));
}
