import type { Field } from "../fields/field.ts";
import type { Registry } from "../fields/registry.ts";
import type { Change } from "../model/plan.ts";
import type { AuditEntry, AuditedProperty } from "../model/who.ts";

/** An entry of the audit log, and what it says of a difference. */
export interface Attribution {
  readonly told: "field" | "user";
  readonly entry: AuditEntry;
}

/**
 * The entry that made a difference, of a user's entries with the newest first: one that names the key, else the field; else the newest one that names no
 * field at all, and so may be about any. Undefined when none of them can be.
 */
export function attribute(
  change: Pick<Change, "field" | "key">,
  entries: readonly AuditEntry[],
  registry: Registry,
): Attribution | undefined {
  const field = registry.get(change.field);
  const naming = field ? entries.filter(({ properties }) => properties.some(isAbout(field))) : [];
  const exact = naming.find(({ properties }) => properties.some((one) => mentions(one, change.key)));
  const entry = exact ?? naming[0];
  if (entry) return { told: "field", entry };
  const open = entries.find(({ properties }) => !properties.some((one) => isAboutAny(one, registry)));
  return open && { told: "user", entry: open };
}

function isAboutAny(property: AuditedProperty, registry: Registry): boolean {
  return [...registry.values()].some((field) => isAbout(field)(property));
}

/** What the log may call a field besides its own name and that of its member in the API. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  email: ["username"],
  manager: ["managerid"],
  division: ["divisionid"],
  skills: ["routingskills", "routingskill"],
  languages: ["routinglanguages", "routinglanguage"],
};

function isAbout(field: Field): (property: AuditedProperty) => boolean {
  const member = "member" in field.write ? [field.write.member] : [];
  const names = [field.name, ...member, ...(OTHER_NAMES[field.name] ?? [])];
  const known = new Set(names.map((name) => name.toLowerCase()));
  return ({ name }) => wordsOf(name).some((word) => known.has(word));
}

/** `addresses.0.value`, `QueueMember/queue:user`: property names are paths in one form or another. */
function wordsOf(property: string): readonly string[] {
  return property.toLowerCase().split(/[^a-z0-9]+/);
}

function mentions({ name, values }: AuditedProperty, key: Change["key"]): boolean {
  if (!key) return true;
  const texts = [name, ...values].map((text) => text.toLowerCase());
  return [key.id, key.name].some((part) => texts.some((text) => text.includes(part.toLowerCase())));
}
