import { type Snapshot, snapshot } from "../../src/index.ts";
import { type Person, worldOf } from "../../src/simulator/build.ts";
import { createOrg, type Org } from "../../src/simulator/org.ts";
import { expectValue } from "../laws/gus.ts";
import { connectionTo } from "../laws/in-process.ts";

export const PEOPLE: readonly Person[] = [
  {
    email: "ada@example.com",
    name: "Ada",
    title: "Agent",
    manager: "cay@example.com",
    skills: { Billing: 3 },
    locations: { Madrid: null },
    addresses: [{ mediaType: "PHONE", type: "WORK", address: "+34910000001" }],
  },
  { email: "bob@example.com", name: "Bob", state: "inactive", manager: "dee@example.com" },
  { email: "cay@example.com", name: "Cay", title: "Lead", manager: "dee@example.com", skills: { Chat: 1 } },
  { email: "dee@example.com", name: "Dee" },
];

export function orgOf(users: readonly Person[] = PEOPLE): Org {
  return createOrg({ world: worldOf({ users }), limiter: { limit: 1_000_000 } });
}

/** What the library keeps of these people. */
export async function snapshotOf(
  users: readonly Person[] = PEOPLE,
  kept: { readonly select?: readonly string[]; readonly without?: readonly string[] } = {},
): Promise<Snapshot> {
  const { connection, around } = connectionTo(orgOf(users));
  return expectValue(await snapshot({ connection, ...around, ...kept }));
}
