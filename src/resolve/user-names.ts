import type { LiveUser, Ref } from "../model/state.ts";
import type { Match } from "./identity.ts";
import { NameIndex, type Spelling } from "./names.ts";

/**
 * Users by the addresses a definition may use for a manager: the keys of the definitions first, then live e-mails, then `previously`.
 * Addresses are compared without case.
 */
export function userIndex(matches: readonly Match[], users: ReadonlyMap<string, LiveUser>): NameIndex {
  const spellings = new Map<string, Spelling>();
  const add = (spelling: string, ref: Ref) => {
    const address = spelling.toLowerCase();
    if (!spellings.has(address)) spellings.set(address, { spelling, ref });
  };
  for (const { written, live } of matches) add(written.email, { id: live.id, name: written.email });
  for (const live of users.values()) add(live.email, { id: live.id, name: live.email });
  for (const { written, live } of matches) {
    if (written.previously) add(written.previously.value, { id: live.id, name: written.email });
  }
  return new NameIndex("users", [...spellings.values()], (address) => address.toLowerCase());
}
