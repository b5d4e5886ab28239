import type { Json } from "../model/json.ts";
import type { Ref, Value } from "../model/state.ts";
import type { Field } from "./field.ts";

/** The member of a user, as the API shows it, from which a field is read. */
export function memberOf({ name, write }: Field): string {
  return "member" in write ? write.member : name;
}

/** What such a member says of a field or of one of its keys; null where that is unset, undefined where the member cannot be read. */
export function cellIn(field: Field, key: Ref | undefined, member: Json): Value | undefined {
  const reading = field.read({ [memberOf(field)]: member }, true);
  if (!reading.read) return undefined;
  return reading.cells.find((cell) => cell.key?.id === key?.id)?.value ?? null;
}
