import type { Registry } from "../fields/registry.ts";
import type { Check, Checkup } from "../model/checkup.ts";
import { judgeAccess, reached } from "./access.ts";
import { judgeClock } from "./clock.ts";
import { judgeHeaders } from "./headers.ts";
import { judgeRate } from "./rate.ts";
import { judgeReads } from "./reads.ts";
import type { Seen } from "./seen.ts";
import { judgeDefinitions, judgeNode } from "./setup.ts";
import { judgeStateDir } from "./state-dir.ts";
import { judgeWrites } from "./writes.ts";

/** Judges what was seen. Exit 1 when something failed, else 0: what cannot be told, and what a client that plans need not have, stops nobody. */
export function checkupOf(seen: Seen, registry: Registry, toolVersion: string): Checkup {
  const { node, definitions, named, calls, stateDir } = seen;
  const checks = [
    judgeNode(node),
    ...judgeDefinitions({ definitions, named }, writtenIn(registry)),
    ...judgeAccess(seen),
    ...judgeOnline(seen, registry),
    ...judgeStateDir(stateDir),
  ];
  return {
    kind: "checkup",
    formatVersion: "1.0",
    toolVersion,
    ...(calls.org && { org: calls.org }),
    exitCode: checks.some(({ verdict }) => verdict === "failed") ? 1 : 0,
    checks,
  };
}

/** The fields that count as managed: those of the definitions, or all where they do not tell. */
export function managedIn(definitions: Seen["definitions"], registry: Registry): ReadonlySet<string> {
  if (definitions?.ok && definitions.value.fields.size > 0) return definitions.value.fields;
  return writtenIn(registry);
}

/** Every field that definitions may hold. */
function writtenIn(registry: Registry): ReadonlySet<string> {
  const written = [...registry.values()].filter(({ inDefinitions }) => inDefinitions);
  return new Set(written.map(({ name }) => name));
}

function judgeOnline({ calls, definitions }: Seen, registry: Registry): readonly Check[] {
  if (!reached(calls)) return [];
  const { arrived, subject } = calls;
  return [
    ...judgeReads(calls),
    ...judgeWrites(subject, managedIn(definitions, registry), registry),
    judgeRate(calls),
    judgeClock(arrived),
    judgeHeaders(arrived),
  ];
}
