import type { Operation } from "../model/plan.ts";
import type { Run } from "./run.ts";
import { SETTLE_ABOVE } from "./settings.ts";

/**
 * Genesys spreads profile changes to other services in the background, on the same quota. A large run waits for that before routing,
 * counted from its last accepted write outside routing.
 */
export async function settle(run: Run, routing: readonly Operation[]): Promise<void> {
  const open = routing.filter(({ opId, users }) => users.some(({ id }) => run.ledger.isOpen(opId, id)));
  if (run.lastProfileWrite === undefined || open.length <= SETTLE_ABOVE) return;
  const wait = run.lastProfileWrite + run.settings.settleMs - run.edges.clock.monotonic();
  if (wait <= 0) return;
  const detail = `${open.length} routing operations wait for profile changes to spread`;
  run.onEvent({ type: "pause", reason: "settle", ms: Math.round(wait), detail });
  await run.edges.clock.sleep(wait, run.signal);
}
