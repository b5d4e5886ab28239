import type { Work } from "./work.ts";

/** Calls of one refresh or read-back: the user, the voicemail policy, the utilization. */
const READ = 3;
const PAGE = 50;
const BULK = 50;

/**
 * Calls that CX as Code (the Terraform provider for Genesys Cloud) makes for the same work, plan and apply, as its source says; nothing was run.
 * Each user is refreshed alone. A changed one costs a GET and a PATCH whatever changed, the pages of its skills up to an empty one, a DELETE for
 * each skill lost, a PATCH for each 50 set, and a read-back. Lookups of extension pools and retries would come on top.
 */
export function cxAsCodeCalls({ world, wishes }: Work): number {
  const byId = new Map(world.users.map((user) => [user.id, user]));
  const managed = world.users.filter(({ state }) => state === "active").length;
  const changes = wishes.map((wish) => {
    const held = byId.get(wish.userId)?.skills ?? [];
    const pages = Math.ceil(held.length / PAGE) + 1;
    return 2 + pages + wish.without.length + Math.ceil(wish.skills.length / BULK) + READ;
  });
  return managed * READ + sum(changes);
}

/** Calls of a script that changes one thing a call: a PATCH for each title, a call for each skill. */
export function callsOneByOne({ wishes }: Work): number {
  return sum(wishes.map(({ skills, without }) => 1 + skills.length + without.length));
}

/** The fewest calls that read everybody and make the changes: pages of 500, a PATCH and one write of skills for each changed user. */
export function fewestCalls({ world, wishes }: Work): number {
  const active = world.users.filter(({ state }) => state === "active").length;
  return Math.ceil(active / 500) + 2 * wishes.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
