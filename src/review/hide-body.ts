import type { Json } from "../model/json.ts";
import type { Operation } from "../model/plan.ts";
import { HIDDEN } from "./change-view.ts";
import { textsOf, writtenPart } from "./hide-texts.ts";

/** What bodies hold besides values: the media types of contacts. */
const STRUCTURE = ["PHONE", "SMS", "EMAIL"] as const;

interface Known {
  /** Texts the definitions ask for, and the ids and keys the operation is about. */
  readonly texts: ReadonlySet<string>;
  /** Keys whose values only travel along. */
  readonly carried: ReadonlySet<string>;
}

/**
 * A body with everything hidden that the operation's changes do not ask for. What a rollback asks for is what was live before the run, so
 * nothing of it is shown.
 */
export function hideBody(op: Operation, rollback: boolean): Json {
  const keys = [...op.changes, ...op.carried].flatMap(({ key }) => (key ? [key.id] : []));
  const written = rollback ? [] : op.changes.flatMap(({ after }) => textsOf(writtenPart(after)));
  const texts = new Set([...written, ...keys, ...op.users.map(({ id }) => id), ...STRUCTURE]);
  const carried = new Set(op.carried.flatMap(({ key }) => (key ? [key.id] : [])));
  return hide(op.body, { texts, carried }, rollback);
}

/** `travels`: inside an entry of a list that belongs to a carried key, so that its numbers are live ones as well. */
function hide(value: Json, known: Known, travels: boolean): Json {
  if (typeof value === "string") return value === "" || known.texts.has(value) ? value : HIDDEN;
  if (value === null || typeof value !== "object") return travels && value !== null ? HIDDEN : value;
  if (Array.isArray(value)) return value.map((item) => hide(item, known, travels));
  const own = travels || ("id" in value && known.carried.has(String(value.id)));
  const members = Object.entries(value).map(([name, member]) => [name, hide(member ?? null, known, own)]);
  return Object.fromEntries(members);
}
