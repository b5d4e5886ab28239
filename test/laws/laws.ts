import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import { isObject, type Json } from "../../src/model/json.ts";
import type { Operation, Plan } from "../../src/model/plan.ts";
import type { LogEntry } from "../../src/simulator/org.ts";
import { reordered } from "../definitions/worlds.ts";
import type { LiveEdit } from "./edits.ts";
import { definitionsOf, expectValue, type Gus } from "./gus.ts";
import { type Applied, editsOf, unexplained, writesOf } from "./runs.ts";
import { cellsOf, sameMeaning, strayMembers, untouchable, writtenOf } from "./untouched.ts";
import { type PlainFiles, written } from "./wishes.ts";

/** Whatever the next plan would still change, the result has reported as not done. */
export function convergesOrSaysSo(run: Applied): void {
  expect(unexplained(run)).toEqual([]);
}

/** Every write is an operation of the plan: the same call with the same body, but for the version and users left out. */
export function sendsOnlyThePlan({ gus, plan }: Applied): void {
  for (const entry of writesOf(gus.org)) {
    expect(plan.operations.filter((operation) => isCallOf(operation, entry))).toHaveLength(1);
  }
}

/** What nobody manages is in no body, and is as it was, or as another client made it. */
export function leavesTheRestAlone({ gus, files, before, plan }: Applied): void {
  const definitions = expectValue(definitionsOf(files));
  const updates = plan.operations.filter(({ kind }) => kind === "update");
  const sent = writesOf(gus.org).filter((entry) => updates.some((update) => isCallOf(update, entry)));
  for (const user of before) {
    const own = writtenOf(definitions, user);
    const last = editsOf(gus.org).findLast(({ userId }) => userId === user.id)?.after ?? user;
    const now = gus.org.user(user.id);
    expect(untouchable(now, own)).toEqual(untouchable(last, own));
    if (!own) expect(now).toEqual(last);
    const mine = sent.filter(({ path }) => path === `/api/v2/users/${user.id}`);
    for (const entry of mine) expect(strayMembers(entry, user, own)).toEqual([]);
  }
}

/** What another client made of a value stands, unless it made of it just what the plan had found. */
export function losesNoEdit({ gus, before }: Applied): void {
  for (const { userId, before: was, after } of editsOf(gus.org)) {
    const base = before.find(({ id }) => id === userId) ?? was;
    const [planned, from, to, now] = [base, was, after, gus.org.user(userId)].map(cellsOf);
    const ids = Object.keys({ ...from, ...to }).filter((id) => !isDeepStrictEqual(from?.[id], to?.[id]));
    const third = ids.filter((id) => !isDeepStrictEqual(to?.[id], planned?.[id]));
    for (const id of third) expect({ [id]: now?.[id] }).toEqual({ [id]: to?.[id] });
  }
}

/** Nothing was written, whatever was asked so far. */
export function hasOnlyRead({ org }: Gus): void {
  expect(writesOf(org)).toEqual([]);
  expect(org.applied).toEqual([]);
}

/** The same wishes make the same plan, but for what follows from the bytes of the files. */
export async function planIgnoresOrder(gus: Gus, wishes: PlainFiles, random: () => number): Promise<void> {
  const shuffled = reordered(wishes, random) as PlainFiles;
  const plans = [wishes, shuffled].map(async (files) =>
    exceptBytes(expectValue(await gus.plan(written(files)))),
  );
  const [plan, other] = await Promise.all(plans);
  expect(other).toEqual(plan);
}

/** A plan without the hashes of its files, and without columns. */
function exceptBytes(plan: Plan): unknown {
  const { made: _made, planHash: _hash, source, warnings, ...rest } = plan;
  return {
    ...rest,
    files: source.files.map(({ path }) => path),
    warnings: warnings.map(({ code, message }) => ({ code, message })),
  };
}

/** There is nothing to do, and nothing that gus could not tell. */
export function isEmpty(plan: Plan): void {
  expect(plan.operations).toEqual([]);
  expect(plan.differences).toEqual([]);
  expect(plan.unread).toEqual([]);
}

/** An export asks for just what is there: it plans nothing, and any edit of one user is drift of that user. */
export async function exportIsExact(gus: Gus, who: number, { change }: LiveEdit): Promise<void> {
  const exported = expectValue(await gus.exportUsers());
  const files = Object.fromEntries(exported.map(({ name, text }) => [name, text]));
  isEmpty(expectValue(await gus.plan(files)));
  hasOnlyRead(gus);
  const users = gus.org.users();
  const user = users[who % users.length];
  if (!user) return;
  const edited = gus.org.edit(user.id, change);
  const drift = expectValue(await gus.plan(files, { kind: "drift" }));
  const drifted = sameMeaning(user, edited) ? [] : [user.id];
  expect([...new Set(drift.differences.map(({ userId }) => userId))]).toEqual(drifted);
}

function isCallOf({ method, path, body }: Operation, entry: LogEntry): boolean {
  if (method !== entry.method || path !== entry.path) return false;
  const sent = entry.body === "" ? null : (JSON.parse(entry.body) as Json);
  if (Array.isArray(body) && Array.isArray(sent) && !path.includes("routing")) return isPartOf(sent, body);
  return JSON.stringify(withoutVersion(sent)) === JSON.stringify(body);
}

function isPartOf(sent: readonly Json[], planned: readonly Json[]): boolean {
  const all = planned.map((one) => JSON.stringify(one));
  return sent.length > 0 && sent.every((one) => all.includes(JSON.stringify(one)));
}

function withoutVersion(body: Json): Json {
  if (!isObject(body)) return body;
  const { version: _version, ...rest } = body;
  return rest;
}
