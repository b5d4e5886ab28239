import { createHash } from "node:crypto";
import { canonicalize } from "json-canonicalize";
import type { Change, Plan } from "../model/plan.ts";

/** sha256 of the RFC 8785 form of the document without `planHash` and `made`. */
export function planHashOf(plan: Plan): string {
  const { planHash: _hash, made: _made, ...rest } = plan;
  const hash = createHash("sha256");
  for (const piece of canonicalPieces(rest)) hash.update(piece);
  return hash.digest("hex");
}

/** The canonical form of a document, its lists item by item: as a whole, a large plan takes three times as long and much memory. */
function* canonicalPieces(document: object): Generator<string> {
  const members = Object.entries(document).filter(([, value]) => value !== undefined);
  const sorted = members.toSorted(([a], [b]) => (a < b ? -1 : 1));
  yield "{";
  for (const [index, [name, value]] of sorted.entries()) {
    yield `${index === 0 ? "" : ","}${canonicalize(name)}:`;
    yield* Array.isArray(value) ? listPieces(value) : [canonicalize(value)];
  }
  yield "}";
}

function* listPieces(items: readonly unknown[]): Generator<string> {
  yield "[";
  for (const [index, item] of items.entries()) yield `${index === 0 ? "" : ","}${canonicalize(item)}`;
  yield "]";
}

/** sha256 of what a reviewer saw: organisation, user, field, before and after, whatever order or version. */
export function reviewHashOf(orgId: string, changes: readonly Change[]): string {
  return sha256(
    changes
      .map((change) => reviewRow(orgId, change))
      .toSorted()
      .join("\n"),
  );
}

/** One change as a reviewer sees it. */
export function reviewRow(orgId: string, { userId, field, key, before, after }: Change): string {
  return canonicalize([orgId, userId, key ? `${field}.${key.name}` : field, key?.id ?? null, before, after]);
}

/** How many hex digits tell differences apart: two of a hundred thousand meet by chance in one organisation of a billion. */
const FINGERPRINT_DIGITS = 16;

/**
 * What a difference is recognised by from run to run: organisation, user, field and key by their ids, so that it outlives other values, other names
 * and redaction, and tells nobody who it is about.
 */
export function fingerprintOf(
  orgId: string,
  { userId, field, key }: Omit<Change, "before" | "after">,
): string {
  return sha256(canonicalize([orgId, userId, field, key?.id ?? null])).slice(0, FINGERPRINT_DIGITS);
}

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** RFC 8785: equal values give equal texts. */
export function canonical(value: object): string {
  return canonicalize(value);
}
