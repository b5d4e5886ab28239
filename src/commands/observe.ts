import type { GusEvent } from "../model/event.ts";
import type { ExitCode } from "../model/exit.ts";
import type { Redaction } from "../model/plan.ts";
import { good } from "../model/problem.ts";
import { type Finding, logLine } from "../telemetry/log-line.ts";
import { type Target, targetFromEnv } from "../telemetry/target.ts";
import { complain } from "./complain.ts";
import type { ObserveFlags } from "./flags/observe.ts";
import type { Shell } from "./shell.ts";

/** How a command tells what it does, besides its result. */
export interface Observing {
  readonly redact: Redaction;
  /** Where metrics go, if anywhere. */
  readonly statsd?: Target;
  /** Takes what stands in the log; absent where stderr is written for people. */
  readonly log?: (entry: GusEvent | Finding) => void;
}

/** Runs a command that is observed as its flags say; `--statsd` beats the variables of the Datadog agent. */
export async function observed(
  shell: Shell,
  { logFormat, redact = "none", statsd }: ObserveFlags,
  run: (shell: Shell) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { clock, env } = shell.edges;
  const log = (entry: GusEvent | Finding) => shell.err(logLine(entry, clock.now()));
  const observing: Observing = { redact, ...(logFormat === "json" && { log }) };
  const target = statsd ? good(statsd) : targetFromEnv(env);
  if (!target.ok) return complain({ ...shell, observing }, { ...target, exit: 1 });
  return run({ ...shell, observing: { ...observing, ...(target.value && { statsd: target.value }) } });
}
