import type { Contact, Ref, Value } from "../model/state.ts";
import { isContact, isList, isRef } from "./compare.ts";

/** A value in one line, before any escaping for the medium. Texts are quoted, unset is `(unset)`. */
export function renderValue(value: Value): string {
  if (value === null) return "(unset)";
  if (isList(value))
    return `[${value.map((item) => (isRef(item) ? item.name : JSON.stringify(item))).join(", ")}]`;
  if (isRef(value)) return value.name;
  if (isContact(value)) return renderContact(value);
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

function renderContact({ number, extension, address, integration }: Contact): string {
  const parts = [number ?? address, extension && `ext. ${extension}`, integration && `(${integration})`];
  return parts.filter(Boolean).join(" ");
}

/** A field with its key, as the definitions would address it: `skills.Billing`. */
export function renderField(cell: { readonly field: string; readonly key?: Ref }): string {
  return cell.key ? `${cell.field}.${cell.key.name}` : cell.field;
}
