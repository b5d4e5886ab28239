import type { CallMade } from "../journal/history.ts";
import { untilOver } from "../journal/unsettled.ts";
import { counted } from "../model/figures.ts";
import type { Surroundings } from "./connection.ts";

/** Waits until calls that a process left without an answer are surely over, so that a read shows what became of them. */
export async function awaitCalls(
  calls: readonly CallMade[],
  { edges: { clock }, onEvent, signal }: Surroundings,
): Promise<void> {
  const ms = untilOver(calls, clock.now());
  if (ms === 0) return;
  const detail = `${counted(calls.length, "call")} left without an answer may be under way still`;
  onEvent({ type: "pause", reason: "resume", ms, detail });
  await clock.sleep(ms, signal);
}
