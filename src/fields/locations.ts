import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { Cell, Ref } from "../model/state.ts";
import type { Field, FieldReading } from "./field.ts";
import { EDIT_USER } from "./text-field.ts";

export const locations: Field = {
  name: "locations",
  summary: "Work locations by name.",
  shape: { kind: "list", names: "locations" },
  inDefinitions: true,
  clearable: true,
  unlisted: "removed",
  write: { call: "user", member: "locations", replaces: "member", encode },
  phase: "profile",
  permissions: EDIT_USER,
  expand: "locations",
  read,
};

/** The id both flat, as the official Terraform provider sends it, and nested, which a third-party tool says is the only form that works. */
function encode(cells: readonly Cell[]): Json {
  const refs = (cells[0]?.value ?? []) as readonly Ref[];
  return refs.map(({ id, note }) => ({
    id,
    locationDefinition: { id },
    ...(note === undefined ? {} : { notes: note }),
  }));
}

/** Coordinates and floor plans would be lost by a write, so such a user's locations stay unread. */
function read({ locations: list }: JsonObject): FieldReading {
  if (!Array.isArray(list)) return { read: false, why: 'the API left "locations" out of its answer' };
  const items = list.filter(isObject);
  const value = items.flatMap(toRef).sort(byId);
  if (value.length < list.length) return { read: false, why: "a location in the answer has no id" };
  if (items.some(hasPlace))
    return { read: false, why: "a location carries a floor plan or coordinates, which a write would lose" };
  return { read: true, cells: value.length === 0 ? [] : [{ field: "locations", value }] };
}

function hasPlace({ coordinates, floorplanId }: JsonObject): boolean {
  return (isObject(coordinates) && Object.keys(coordinates).length > 0) || typeof floorplanId === "string";
}

/** The id is nested in `locationDefinition`; some newer answers have it at the top as well. */
function toRef({ locationDefinition, id: top, notes }: JsonObject): readonly Ref[] {
  const id = (isObject(locationDefinition) ? locationDefinition.id : undefined) ?? top;
  if (typeof id !== "string") return [];
  return [{ id, name: id, ...(typeof notes === "string" && notes !== "" ? { note: notes } : {}) }];
}

function byId(a: Ref, b: Ref): number {
  return a.id < b.id ? -1 : 1;
}
