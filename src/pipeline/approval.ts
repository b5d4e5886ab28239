import type { Change, Plan, PlanUser } from "../model/plan.ts";
import { reviewRow, sha256 } from "../plan/hashes.ts";
import { fieldOf, shownValue } from "../review/change-view.ts";
import { changesOf } from "../review/users.ts";

/**
 * What was approved, in one word: the reviewHash, and after a `~` what each user's part of it was, so that a difference can be told per
 * user. The reviewHash alone will do.
 */
export function approvalOf({ org, reviewHash, operations }: Plan): string {
  const marks = [...partsOf(org.id, changesOf({ operations }))].map(([user, part]) => user + part).sort();
  return marks.length === 0 ? reviewHash : `${reviewHash}~${coded(marks.join(""))}`;
}

const APPROVAL = /^([0-9a-f]{64})(?:~([\w.]*))?$/i;

/** Whether a text has the form of an approval: a reviewHash of 64 hex digits, with or without marks. */
export function isApproval(text: string): boolean {
  return APPROVAL.test(text);
}

/** The reviewHash in it; whatever else stands there, as it is. */
export function approvedHash(approval: string): string {
  return APPROVAL.exec(approval)?.[1]?.toLowerCase() ?? approval;
}

/** A user for whom a plan does something that was not approved. */
export interface Different {
  readonly user: PlanUser;
  /** Something else was approved for this user. */
  readonly known: boolean;
  /** What the plan would change, in one line. */
  readonly changes: string;
}

/** How a plan differs from what was approved. */
export interface Difference {
  readonly users: readonly Different[];
  /** How many were approved of whom the plan changes nothing. */
  readonly missing: number;
}

/** Undefined when the approval is a bare reviewHash, which says nothing of single users. Of values and people it tells what is `shown` of the plan. */
export function differenceFrom(approval: string, plan: Plan, shown = plan): Difference | undefined {
  const marks = APPROVAL.exec(approval)?.[2];
  if (marks === undefined) return undefined;
  const approved = readMarks(marks);
  const parts = partsOf(plan.org.id, changesOf(plan));
  const changes = changesOf(shown);
  const users = shown.users.flatMap((user) => {
    const mark = markOf(user.id);
    const part = parts.get(mark);
    if (part === undefined || approved.get(mark) === part) return [];
    const own = changes.filter(({ userId }) => userId === user.id);
    return [{ user, known: approved.has(mark), changes: own.map(told).join(", ") }];
  });
  return { users, missing: [...approved.keys()].filter((mark) => !parts.has(mark)).length };
}

function told(change: Change): string {
  return `${fieldOf(change)} ${shownValue(change.before)} → ${shownValue(change.after)}`;
}

/** By the mark of each user, the mark of all that changes for them. */
function partsOf(orgId: string, changes: readonly Change[]): ReadonlyMap<string, string> {
  const rows = new Map<string, string[]>();
  for (const change of changes) {
    const mark = markOf(change.userId);
    rows.set(mark, [...(rows.get(mark) ?? []), reviewRow(orgId, change)]);
  }
  return new Map([...rows].map(([mark, own]) => [mark, markOf(own.toSorted().join("\n"))]));
}

/**
 * Six hex digits: enough to tell differences, and 2,000 users take a quarter of the longest comment. What may be applied is decided by the
 * whole reviewHash; users who share a mark are told together.
 */
const MARK = 6;

function markOf(text: string): string {
  return sha256(text).slice(0, MARK);
}

/** Base64url with dots for hyphens, since two hyphens have no place in the comment of a page. */
function coded(hex: string): string {
  return Buffer.from(hex, "hex").toString("base64url").replaceAll("-", ".");
}

function readMarks(marks: string): ReadonlyMap<string, string> {
  const hex = Buffer.from(marks.replaceAll(".", "-"), "base64url").toString("hex");
  const pairs = hex.match(/.{12}/g) ?? [];
  return new Map(pairs.map((pair) => [pair.slice(0, MARK), pair.slice(MARK)]));
}
