import { type Field, isKeyed } from "../../fields/field.ts";
import type { Registry } from "../../fields/registry.ts";
import type { WrittenValue } from "../../model/definitions.ts";
import type { Contact } from "../../model/state.ts";
import type { Want } from "../../model/want.ts";
import type { Sum } from "../merge.ts";
import { type Entry, plainOf } from "../node.ts";
import { type Data, type DataMap, isDataMap, isEmpty } from "./data.ts";

/** What stands below a layer for a field, and whether unlisted live keys are removed there. */
export interface Below {
  readonly sum: Sum | undefined;
  readonly exact: boolean;
}

/** What a layer's entry has to say so that it says all that is wanted of it; everything else in it stays. */
export function bodyWith(
  { value: body }: Entry,
  wants: readonly Want[],
  below: (field: Field) => Below,
  fields: Registry,
): DataMap {
  const said: Record<string, Data> = { ...(plainOf(body) as DataMap) };
  for (const name of new Set(wants.map(({ field }) => field))) {
    const field = fields.get(name);
    if (!field) continue;
    const own = wants.filter((want) => want.field === name);
    const data = fieldWith(field, said[name], own, below(field));
    if (data === undefined) delete said[name];
    else said[name] = data;
  }
  return said;
}

/** Undefined where the layer has nothing to say of the field any more. */
function fieldWith(
  field: Field,
  own: Data | undefined,
  wants: readonly Want[],
  below: Below,
): Data | undefined {
  if (isKeyed(field)) return keyedWith(own, wants, below);
  const [want] = wants;
  return want?.value === null && field.shape.kind === "list" ? [] : dataOf(want?.value ?? null);
}

/** A key that stands below is answered with `null` even where it is `null` there, since a profile may be edited along with users. */
function keyedWith(own: Data | undefined, wants: readonly Want[], { sum, exact }: Below): Data | undefined {
  const map: Record<string, Data> = own !== undefined && isDataMap(own) ? { ...own } : {};
  const below = new Set(sum?.cells.map(({ key = "" }) => key));
  const keys = [...Object.keys(map), ...below];
  const cleared = own === null || (own !== undefined && isEmpty(own));
  for (const want of wants) {
    const key = spelled(want, keys);
    const { value } = want;
    if (value !== null) map[key] = like(map[key], dataOf(value));
    else if (exact && !below.has(key)) delete map[key];
    else map[key] = null;
  }
  // A map that clears drops what is below it, and one with keys does not.
  if (cleared) for (const key of below) if (!Object.hasOwn(map, key)) map[key] = null;
  return isEmpty(map) && sum ? undefined : map;
}

/** One thing must not stand under two spellings, so a key that names it by its id is taken up. */
function spelled({ key = "", keyId = "" }: Want, keys: readonly string[]): string {
  return keys.find((one) => one.toLowerCase() === `id:${keyId}`.toLowerCase()) ?? key;
}

/** A number alone stays a map where it was one. */
function like(own: Data | undefined, data: Data): Data {
  const isMap = own !== undefined && own !== null && isDataMap(own);
  return isMap && Object.keys(own).join() === "number" && typeof data === "string" ? { number: data } : data;
}

/** A value as definitions write it: a number or an address alone stands for itself. */
function dataOf(value: WrittenValue): Data {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value as Data;
  const { number, extension, address } = value as Contact;
  if (extension === undefined) return number ?? address ?? "";
  return number === undefined ? { extension } : { number, extension };
}
