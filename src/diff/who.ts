import type { Registry } from "../fields/registry.ts";
import type { Change } from "../model/plan.ts";
import type { AuditEntry, AuditedProperty } from "../model/who.ts";
import type { Differing } from "./audited-items.ts";
import { isAbout } from "./audited-name.ts";
import { tellsNoValue, type Verdict, verdictOf } from "./audited-verdict.ts";

/** An entry of the audit log, and what it says of a difference. */
export interface Attribution {
  readonly told: "field" | "user";
  readonly entry: AuditEntry;
}

/**
 * The entry that made a difference, of a user's entries with the newest first. The newest one about the field, and key, decides: it did where what it
 * was changed to is what is live, and perhaps did where the log does not tell to what. Where it was changed to something else, what made it so
 * since is not logged yet. An entry that names no field and is not older than that may be about any. Undefined when none of them can be.
 */
export function attribute(
  { field: name, key, before: live, after: desired }: Pick<Change, "field" | "key" | "before" | "after">,
  entries: readonly AuditEntry[],
  registry: Registry,
): Attribution | undefined {
  const field = registry.get(name);
  if (!field) return undefined;
  const differing: Differing = { field, key, live, desired };
  const isMine = isAbout(field);
  const judged = entries.map((entry) => ({ entry, verdict: judge(entry, differing, isMine) }));
  const found = judged.find(({ verdict }) => verdict !== undefined);
  if (found && found.verdict !== "contradicts")
    return { told: found.verdict === "fits" ? "field" : "user", entry: found.entry };
  const later = found ? judged.slice(0, judged.indexOf(found)) : judged;
  const names = [...registry.values()].map(isAbout);
  const open = later.find(({ entry }) => mayBeAbout(entry, differing, names));
  return open && { told: "user", entry: open.entry };
}

type IsAbout = ReturnType<typeof isAbout>;

/** What an entry says that names the field; undefined where it does not, or where it says nothing of the key. */
function judge({ properties }: AuditEntry, differing: Differing, isMine: IsAbout): Verdict | undefined {
  const mine = properties.filter(({ name }) => isMine(name));
  const verdicts = new Set(mine.map((property) => verdictOf(property, differing)));
  return (["contradicts", "fits", "open"] as const).find((verdict) => verdicts.has(verdict));
}

/** Of an entry that names no field: a property by a name that nobody knows may be the field, unless it tells another value. */
function mayBeAbout({ properties }: AuditEntry, differing: Differing, names: readonly IsAbout[]): boolean {
  if (properties.some(({ name }) => names.some((isIt) => isIt(name)))) return false;
  const fits = (property: AuditedProperty) =>
    differing.live !== null && verdictOf(property, differing) === "fits";
  return properties.length === 0 || properties.some((property) => tellsNoValue(property) || fits(property));
}
