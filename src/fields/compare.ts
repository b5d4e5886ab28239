import type { Contact, Ref, Value } from "../model/state.ts";

/** Whether two values mean the same to a reader: refs by id, lists as sets, contacts by number, extension and address. */
export function sameValue(a: Value, b: Value): boolean {
  if (typeof a !== "object" && typeof b !== "object") return a === b;
  if (isRef(a) && isRef(b)) return a.id === b.id;
  if (isContact(a) && isContact(b)) return sameContact(a, b);
  return meaning(a) === meaning(b);
}

function sameContact(a: Contact, b: Contact): boolean {
  return a.number === b.number && a.extension === b.extension && a.address === b.address;
}

/** Like sameValue(), but contacts must also agree in what is merely carried along. */
export function identicalValue(a: Value, b: Value): boolean {
  return meaning(a) === meaning(b) && extras(a) === extras(b);
}

function meaning(value: Value): string {
  if (isList(value)) {
    const items = new Set(value.map((item) => (isRef(item) ? item.id : item)));
    return JSON.stringify([...items].toSorted());
  }
  if (isRef(value)) return JSON.stringify(value.id);
  if (isContact(value)) return JSON.stringify([value.number, value.extension, value.address]);
  return JSON.stringify(value);
}

/** What a value carries besides its meaning, in a comparable form. */
function extras(value: Value): string {
  if (isContact(value)) return JSON.stringify([value.countryCode, value.integration]);
  return isList(value) ? JSON.stringify(value.map(noteOf).toSorted()) : "";
}

function noteOf(item: string | Ref): string {
  return isRef(item) && item.note !== undefined ? `${item.id} ${item.note}` : "";
}

/** The desired value with what the live one carries besides its meaning: notes of places that stay, parts of a number that stays. */
export function keepExtras(live: Value, desired: Value): Value {
  if (isContact(live) && isContact(desired)) return withExtras(live, desired);
  if (!isList(live) || !isList(desired)) return desired;
  const kept = new Map(live.filter(isRef).map((ref) => [ref.id, ref]));
  return desired.map((item) => (isRef(item) ? { ...item, ...noted(kept.get(item.id)) } : item)) as Value;
}

function withExtras(live: Contact, desired: Contact): Contact {
  const { countryCode, integration } = live;
  const place = ({ number, address, extension }: Contact) => number ?? address ?? extension;
  if (place(live) !== place(desired)) return desired;
  return {
    ...desired,
    ...(countryCode === undefined ? {} : { countryCode }),
    ...(integration === undefined ? {} : { integration }),
  };
}

function noted(ref: Ref | undefined): Partial<Ref> {
  return ref?.note === undefined ? {} : { note: ref.note };
}

export function isList(value: Value): value is readonly string[] | readonly Ref[] {
  return Array.isArray(value);
}

export function isRef(value: Value | string | Ref): value is Ref {
  return typeof value === "object" && value !== null && !Array.isArray(value) && "id" in value;
}

export function isContact(value: Value): value is Contact {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !("id" in value);
}
