import { counted, figure } from "../model/figures.ts";
import type { Plan, Rail } from "../model/plan.ts";
import { callRows, orderNote } from "./calls.ts";
import { forTerminal } from "./escape.ts";
import { acceptedBy, measureOf, orderedRails, overrideOf } from "./rails.ts";
import type { Paint } from "./style.ts";
import { pad, widest } from "./width.ts";

/** How many characters of a hash tell two plans apart for the eye. */
const SHORT_HASH = 12;

/** Every rail with what was measured; those that stand with the words that let them pass. Nothing when nothing was measured. */
export function railSection(plan: Plan, paint: Paint): readonly string[] {
  const rails = orderedRails(plan.rails);
  if (rails.every(({ measured }) => measured === 0)) return [];
  const special = rails
    .filter(({ verdict }) => verdict !== "within")
    .flatMap((rail) => railLines(plan, rail, paint));
  const within = rails.filter(({ verdict }) => verdict === "within");
  const sizes = within.map(({ rule, measured, limit }) => `${rule} ${figure(measured)} of ${figure(limit)}`);
  const last = sizes.length > 0 ? [`  within    ${sizes.join(", ")}`] : [];
  return [paint("heading", "Rails"), ...special, ...last];
}

function railLines(plan: Plan, rail: Rail, paint: Paint): readonly string[] {
  const indent = " ".repeat(12);
  const why = rail.message === "" ? [] : [`${indent}${forTerminal(rail.message, 1000)}`];
  if (rail.verdict !== "stands")
    return [`  accepted  ${rail.rule}: ${measureOf(rail)} (${forTerminal(acceptedBy(plan, rail))})`, ...why];
  return [
    `  ${paint("error", "STANDS")}    ${rail.rule}: ${measureOf(rail)}`,
    ...why,
    `${indent}If this is meant: plan again with ${overrideOf(rail)}`,
  ];
}

/** The API calls that the plan would make, by kind. */
export function callSection(plan: Plan, paint: Paint): readonly string[] {
  const rows = callRows(plan);
  if (rows.length === 0) return [];
  const counts = rows.map(({ count }) => figure(count));
  const calls = rows.map(({ method, route }) => `${pad(method, 6)} ${forTerminal(route)}`);
  const countWidth = Math.max(...counts.map((text) => text.length));
  const callWidth = widest(calls, 100);
  const lines = rows.map(({ what }, index) => {
    const count = (counts[index] ?? "").padStart(countWidth);
    return `  ${count} × ${pad(calls[index] ?? "", callWidth)}  ${paint("faint", what)}`;
  });
  return [paint("heading", "Calls"), ...lines, ...callNotes(plan)];
}

function callNotes(plan: Plan): readonly string[] {
  const { reads } = plan.estimate;
  const notes = [
    reads > 0
      ? `Plus ${counted(reads, "read")} (estimated) to check before writing and to verify afterwards.`
      : "",
    orderNote(plan),
  ];
  return notes.filter(Boolean).map((note) => `  ${note}`);
}

/** What an approval names, and what tells this plan from others. */
export function hashSection(plan: Plan, paint: Paint): readonly string[] {
  if (plan.operations.length === 0) return [];
  const short = plan.planHash.replace(/^sha256:/, "").slice(0, SHORT_HASH);
  return [
    `${paint("faint", "review hash")}  ${forTerminal(plan.reviewHash)}`,
    `${paint("faint", "plan hash")}    ${forTerminal(short)}`,
  ];
}
