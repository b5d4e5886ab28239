import { type Field, isKeyed } from "../fields/field.ts";
import type { Registry } from "../fields/registry.ts";

/** A path into a file's values, as zod reports it. */
export type Path = readonly PropertyKey[];

/** What stands at a path, in the words of the format. */
export interface Slot {
  /** What kind of thing the path leads to; `part` is everything that is neither file, user, profile nor within a field. */
  readonly level: "file" | "user" | "profile" | "part" | "field";
  /** For messages: `title`, `skills.Billing`, `manage`. */
  readonly name: string;
  readonly field?: Field;
  /** Steps below the field itself: 1 for a key, a member or an item. */
  readonly depth: number;
}

export function slotOf(path: Path, fields: Registry): Slot {
  const [top, ...below] = path.map(String);
  if (top === undefined) return { level: "file", name: "the file", depth: 0 };
  const isProfile = top === "profiles" || top === "defaults";
  if (!isProfile && top !== "users") return { level: "part", name: [top, ...below].join("."), depth: 0 };
  const rest = top === "defaults" ? below : below.slice(1);
  const field = fields.get(rest[0] ?? "");
  if (field)
    return { level: "field", name: fieldName(path, rest), field, depth: Math.max(0, rest.length - 1) };
  if (rest.length > 0) return { level: "part", name: rest[0] ?? "", depth: Math.max(0, rest.length - 1) };
  if (below.length === 0 && top !== "defaults") return { level: "part", name: top, depth: 0 };
  return { level: isProfile ? "profile" : "user", name: below[0] ?? top, depth: 0 };
}

/** Whether null may stand there. */
export function isClearable({ field, depth }: Slot): boolean {
  if (!field) return false;
  return depth === 0 ? field.clearable || isKeyed(field) : depth === 1 && isKeyed(field);
}

/** A list's items have no names of their own. */
function fieldName(path: Path, rest: readonly string[]): string {
  return typeof path.at(-1) === "number" ? (rest[0] ?? "") : rest.join(".");
}
