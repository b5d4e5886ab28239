import { counted } from "../model/figures.ts";
import type { Change, Operation, Plan } from "../model/plan.ts";
import { arrowOf, fieldOf, HIDDEN, shownValue, signOf } from "./change-view.ts";
import { forTerminal } from "./escape.ts";
import { groupBy } from "./group.ts";
import { leavingCount } from "./leaving.ts";
import { acceptedBy, measureOf } from "./rails.ts";
import { closingOf, titleOf, unreadOf } from "./totals.ts";
import { whatIs } from "./users.ts";

/** Operations that are put into words; the rest is counted. */
const OPERATIONS_SHOWN = 50;
/** Longer lines are cut, with a word on how much is missing. */
const LONGEST_LINE = 1000;

/** A plan as the input of a resource: what a reviewer reads in `terraform plan`. Its keys are shown in the order of the alphabet. */
export interface StackInput {
  readonly headline: string;
  readonly operations: readonly string[];
  readonly plan_hash: string;
  readonly planned: PlannedCounts;
  readonly review_hash: string;
  /** Rails that were accepted, how many leave management, and what could not be read. */
  readonly notes?: readonly string[];
}

/** Users by what happens to them, API calls, and the estimated time in seconds. */
export type PlannedCounts = Readonly<
  Record<"update" | "deactivate" | "activate" | "calls" | "seconds", number>
>;

export function stackInput(given: Plan): StackInput {
  const plan = given.redacted === "people" ? withoutPrivateValues(given) : given;
  const notes = [...acceptedRails(plan), leavingCount(plan), ...unread(plan)].filter(Boolean);
  return {
    headline: `${titleOf(plan)} ${forTerminal(plan.org.name)}: ${closingOf(plan)}`,
    operations: operationLines(plan),
    plan_hash: plan.planHash,
    planned: countsOf(plan),
    review_hash: plan.reviewHash,
    ...(notes.length > 0 ? { notes } : {}),
  };
}

/** Fields that are about the person, whoever wrote the value down: a state is kept for long, and read by many. */
const PRIVATE: ReadonlySet<string> = new Set(["phones", "sms", "otherEmails", "employerInfo"]);

function withoutPrivateValues(plan: Plan): Plan {
  const hide = (change: Change): Change =>
    PRIVATE.has(change.field) && change.after !== null ? { ...change, after: HIDDEN } : change;
  return { ...plan, operations: plan.operations.map((op) => ({ ...op, changes: op.changes.map(hide) })) };
}

export function countsOf({ summary, estimate }: Plan): PlannedCounts {
  const { update, deactivate, activate } = summary;
  return { update, deactivate, activate, calls: estimate.reads + estimate.writes, seconds: estimate.seconds };
}

/** What needs a careful look comes first, so that nothing of it is among the rest. */
function operationLines({ operations }: Plan): readonly string[] {
  const careful = operations.filter(needsCare);
  const all = [...careful, ...operations.filter((operation) => !needsCare(operation))];
  const rest = all.length - OPERATIONS_SHOWN;
  const lines = all.slice(0, OPERATIONS_SHOWN).map((operation) => asLine(inWords(operation)));
  return rest > 0 ? [...lines, `and ${counted(rest, "more operation")}`] : lines;
}

/** Terraform puts the line in double quotes, and a backslash before each one within. */
function asLine(text: string): string {
  return forTerminal(text, LONGEST_LINE).replaceAll('"', "'");
}

function needsCare({ changes }: Operation): boolean {
  return changes.some((change) => whatIs(change) !== undefined);
}

/** `update ada@example.com: ~ title: Agent → Lead; + skills/Billing: – → 3` */
function inWords({ kind, users, changes }: Operation): string {
  const [first] = users;
  if (users.length > 1 || !first)
    return `${kind} ${counted(users.length, "user")}: ${manyInWords(users, changes)}`;
  const said = changes.map((change) => `${signOf(change)} ${fieldOf(change)}: ${arrowOf(change)}`);
  return `${kind} ${first.email}: ${said.join("; ")}`;
}

/** `→ EMEA for ada@example.com, ben@example.com` */
function manyInWords(users: Operation["users"], changes: Operation["changes"]): string {
  const emails = new Map(users.map(({ id, email }) => [id, email]));
  const groups = groupBy(changes, (change) => `${fieldOf(change)} → ${shownValue(change.after)}`);
  const said = [...groups].map(
    ([what, group]) => `${what} for ${group.map(({ userId }) => emails.get(userId) ?? userId).join(", ")}`,
  );
  return said.join("; ");
}

/** `accepted rail change: 60, limit 50 (up to 60, by Ada). 60 users would change …` */
function acceptedRails(plan: Plan): readonly string[] {
  const accepted = plan.rails.filter(({ verdict }) => verdict === "accepted");
  return accepted.map((rail) =>
    asLine(
      `accepted rail ${rail.rule}: ${measureOf(rail)} (${acceptedBy(plan, rail)}). ${rail.message}`.trimEnd(),
    ),
  );
}

function unread(plan: Plan): readonly string[] {
  return plan.unread.length > 0 ? [unreadOf(plan)] : [];
}
