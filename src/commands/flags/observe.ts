import { type Command, Option } from "commander";
import type { Redaction } from "../../model/plan.ts";
import type { Target } from "../../telemetry/target.ts";
import { statsdTarget } from "../values.ts";

export interface ObserveFlags {
  readonly statsd?: Target;
  readonly logFormat?: "text" | "json";
  readonly redact?: Redaction;
}

export function observeOptions(command: Command): Command {
  const formats = ["text", "json"];
  return command
    .option(
      "--statsd <host:port>",
      "send metrics to DogStatsD (DD_AGENT_HOST, DD_DOGSTATSD_PORT)",
      statsdTarget,
    )
    .addOption(
      new Option("--log-format <format>", "what stderr shows: text, or a line of JSON for each event")
        .choices(formats)
        .default("text"),
    );
}
