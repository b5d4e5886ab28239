import { counted, figure } from "../model/figures.ts";
import type { Change, Plan } from "../model/plan.ts";
import type { Named, Who } from "../model/who.ts";
import { minuteOf } from "./minute.ts";

type Told = Exclude<Who, { readonly told: "nothing" }>;

/**
 * `changed 2026-11-27 10:00 UTC by Jane Doe through Admin UI`: whose change made a difference, not yet escaped; empty where nobody says. Without its
 * time where several such changes are told as one.
 */
export function tellWho({ who }: Change, withTime = true): string {
  if (!who || who.told === "nothing") return "";
  const time = withTime ? [minuteOf(who.at)] : [];
  const said = ["changed", ...time, `by ${nameOfWho(who)}`].join(" ");
  return who.told === "field" ? said : `perhaps ${said}`;
}

/** Equal for changes by the same hand. */
export function sameHand({ who }: Change): unknown {
  if (!who || who.told === "nothing") return undefined;
  return [who.told, who.by?.id, who.client?.id, who.run];
}

/** Who made a difference, without when; undefined where nobody says. Not yet escaped. */
export function nameOf({ who }: Change): string | undefined {
  return !who || who.told === "nothing" ? undefined : nameOfWho(who);
}

function nameOfWho({ by, client, own, run }: Told): string {
  if (run !== undefined) return `run ${run}`;
  const through = own ? "this OAuth client" : client?.name;
  if (by) return through === undefined ? shown(by) : `${shown(by)} through ${through}`;
  if (own) return client?.name === undefined ? "this OAuth client" : `this OAuth client, ${client.name}`;
  return client ? `OAuth client ${shown(client)}` : "somebody whom the audit log does not name";
}

function shown({ id, name }: Named): string {
  return name ?? id;
}

/** How much the audit log tells of a document; empty where it was not asked. */
export function auditNote({ audit, differences }: Plan): string {
  if (!audit) return "";
  const told = differences.filter((change) => nameOf(change) !== undefined).length;
  const end = audit.stopped ? "; it was not asked to the end, see the warnings" : "";
  return `The audit log of the last 14 days tells who changed ${figure(told)} of ${counted(differences.length, "field")}${end}.`;
}
