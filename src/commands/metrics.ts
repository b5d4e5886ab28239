import type { OnEvent } from "../model/event.ts";
import { metricsOf } from "../telemetry/metrics.ts";
import type { Shell } from "./shell.ts";

interface SentMetrics {
  readonly onEvent: OnEvent;
  end(): Promise<void>;
}

/** Sends the figures of a run where the command line asks for it; loads nothing where it does not. */
export async function sendMetrics(
  { edges, observing }: Shell,
  onTrouble: (message: string) => void,
): Promise<SentMetrics> {
  const target = observing?.statsd;
  if (!target) return { onEvent: () => undefined, end: async () => undefined };
  const { openStatsd } = await import("../telemetry/statsd.ts");
  const statsd = openStatsd({ target, clock: edges.clock, onTrouble });
  return { onEvent: (event) => statsd.send(metricsOf(event)), end: () => statsd.end() };
}
