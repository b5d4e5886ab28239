import type { Field } from "../fields/field.ts";
import { memberOf } from "../fields/read-member.ts";
import type { Ref } from "../model/state.ts";

/** What the log may call a field besides its own name and that of its member in the API. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  email: ["username"],
  manager: ["managerid"],
  division: ["divisionid"],
  skills: ["routingskills", "routingskill"],
  languages: ["routinglanguages", "routinglanguage"],
};

/** What may stand before the name of a member of PATCH user. */
const WHOLES: ReadonlySet<string> = new Set(["user", "profile"]);

/**
 * Whether a property is about a field: `title`, `profile.title`, `addresses.0.value`, `RoutingSkills/id`. What stands deeper in a path belongs to
 * something else: `manager.name`, `location.address.state`.
 */
export function isAbout(field: Field): (property: string) => boolean {
  const own = [field.name, memberOf(field), ...(OTHER_NAMES[field.name] ?? [])];
  const known = new Set(own.map((name) => name.toLowerCase()));
  return (property) => known.has(bare(pathOf(property, field)[0] ?? ""));
}

/** Whether the path of a property names a key, so that all its values are about that one. */
export function namesKey(property: string, field: Field, key: Ref): boolean {
  return deeper(property, field).some((segment) => isKey(segment, key));
}

/** Whether a property without values can be about a key: its path names that one, or none. */
export function mayBeKey(
  property: string,
  { field, key }: { readonly field: Field; readonly key?: Ref | undefined },
): boolean {
  return (
    !key ||
    namesKey(property, field, key) ||
    deeper(property, field).every((segment) => /^\d+$/.test(segment))
  );
}

/** A key by its id, or by its name whatever the case; never by a part of either. */
export function isKey(text: string, { id, name }: Ref): boolean {
  return text === id || text.toLowerCase() === name.toLowerCase();
}

/** From the name of a field on. */
function pathOf(property: string, { write }: Field): readonly string[] {
  const segments = property.split(/[./:[\]]+/).filter((segment) => segment !== "");
  return write.call === "user" && WHOLES.has(bare(segments[0] ?? "")) ? segments.slice(1) : segments;
}

function deeper(property: string, field: Field): readonly string[] {
  return pathOf(property, field).slice(1);
}

/** `routing_skills` and `Routing Skills` are `routingSkills`. */
function bare(segment: string): string {
  return segment.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}
