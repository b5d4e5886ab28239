import type { GusEvent } from "../model/event.ts";
import type { Redaction } from "../model/plan.ts";
import { hideAddresses } from "./hide-addresses.ts";
import { redactOutcome } from "./redact.ts";

/** An event that may be shown to more people, by the rules that hold for documents; undefined for one that is about people alone. */
export function redactEvent(event: GusEvent, level: Redaction): GusEvent | undefined {
  if (level === "none") return event;
  if (event.type === "outcome") return { ...event, outcome: redactOutcome(event.outcome, level) };
  if (level === "values") return event;
  if (event.type === "note") return undefined;
  const people = event.type === "conflict" ? [{ id: event.userId, text: event.email }] : [];
  return hideAddresses(event, people);
}
