import { type Command, Option } from "commander";
import { ONLY } from "../model/cause.ts";
import type { Accepted, Redaction } from "../model/plan.ts";
import type { Connection } from "../pipeline/connection.ts";
import { PAGE_FORMATS, type PageFormat } from "../review/formats.ts";
import type { Target } from "../telemetry/target.ts";
import {
  accept,
  burst,
  type Copy,
  collect,
  concurrency,
  copy,
  duration,
  durationRange,
  rate,
  reserve,
  share,
  someDuration,
  statsdTarget,
  wholeNumber,
} from "./values.ts";

export interface InputFlags {
  readonly file?: readonly string[];
}

export interface WriteFlags {
  readonly write?: readonly Copy[];
}

export interface OutputFlags extends WriteFlags {
  readonly format: PageFormat;
  readonly redact: Redaction;
}

export interface AnnotateFlags {
  readonly annotate?: "github";
}

export interface ConnectionFlags {
  readonly apiUrl?: string;
  readonly loginUrl?: string;
  readonly region?: string;
  readonly rate?: { readonly limit: number; readonly windowMs: number };
  readonly budget?: number;
  readonly reserve?: Connection["reserve"];
  readonly burst?: number;
  readonly concurrency?: number;
  readonly timeout?: number;
  readonly retries?: number;
  readonly retry429?: { readonly minMs: number; readonly maxMs: number };
  readonly retry5xx?: { readonly minMs: number; readonly maxMs: number };
  readonly stateDir: string;
  /** Not a flag: the limits that the calls of one command share. */
  readonly accounts?: Connection["accounts"];
}

export interface ObserveFlags {
  readonly statsd?: Target;
  readonly logFormat?: "text" | "json";
  readonly redact?: Redaction;
}

export interface PlanFlags {
  readonly accept?: readonly Accepted[];
  readonly maxChanges?: number;
}

export interface RunFlags {
  readonly strictPins?: boolean;
  readonly verifyWait?: number;
  readonly deadline?: number;
  readonly lockTimeout?: number;
}

export function inputOptions(command: Command): Command {
  return command.option(
    "-f, --file <path>",
    "definition file or folder; repeatable (default: definitions)",
    collect,
  );
}

/** What a comparison is told of the definitions as they were. */
export function baseOptions(command: Command): Command {
  return command
    .option(
      "--base <rev>",
      "tell changes from drift by the definitions of a commit, such as origin/main or HEAD^",
    )
    .option(
      "--base-definitions <path>",
      "the same by the definitions of a file or folder; repeatable",
      collect,
    );
}

export function onlyOption(command: Command): Command {
  const which =
    "what a plan with a base executes: pr (changes of the definitions), drift or all (default: pr)";
  return command.addOption(new Option("--only <what>", which).choices(ONLY));
}

export function selectOption(command: Command): Command {
  return command.option("--select <glob>", "only users whose e-mail matches; repeatable", collect);
}

export function outputOptions(command: Command): Command {
  const format = new Option("--format <format>", "what stdout shows").choices(PAGE_FORMATS).default("text");
  return writeOption(command.addOption(format)).addOption(redactOption());
}

export function writeOption(command: Command): Command {
  return command.option("--write <format=path>", "also write the document to a file; repeatable", copy);
}

export function annotateOption(command: Command): Command {
  const media = ["github"];
  return command.addOption(
    new Option("--annotate <ci>", "mark lines of definitions in the log of a CI job").choices(media),
  );
}

export function redactOption(): Option {
  const levels = ["none", "values", "people"];
  return new Option("--redact <level>", "hide live values, or people too, in all that is shown and written")
    .choices(levels)
    .default("none");
}

export function planOptions(command: Command): Command {
  return command
    .option("--accept <rule=n>", "accept the size of a rail; repeatable", accept)
    .option("--max-changes <n>", "let the rail `change` stand above this many users", wholeNumber(0));
}

export function settleOption(command: Command): Command {
  return command.option(
    "--settle <duration>",
    "pause before more than 500 routing operations (default: 15m)",
    duration,
  );
}

export function runOptions(command: Command): Command {
  return settleOption(command)
    .option("--strict-pins", "hold every user whose version moved since the plan, whatever changed")
    .option(
      "--verify-wait <duration>",
      "how long to wait for changes to become visible (default: 60s)",
      duration,
    )
    .option(
      "--deadline <duration>",
      "do not begin what cannot end in this time, and stop cleanly before it is over",
      someDuration,
    )
    .option(
      "--lock-timeout <duration>",
      "how long to wait for another run in the organisation (default: 0s)",
      duration,
    );
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

/** Where runs are kept unless somebody says otherwise. */
export const STATE_DIR = ".gus";

export function connectionOptions(command: Command): Command {
  return command
    .option("--api-url <url>", "API origin instead of the region's (GENESYSCLOUD_API_URL)")
    .option("--login-url <url>", "login origin instead of the region's (GENESYSCLOUD_LOGIN_URL)")
    .option("--region <region>", "region such as eu-west-1 (GENESYSCLOUD_REGION)")
    .option(
      "--rate <calls>",
      "calls a minute to make at most, or calls/window (default: what the organisation allows, else 300)",
      rate,
    )
    .option("--budget <share>", "part of the rate to use, e.g. 60% (default: 100%)", share)
    .option("--reserve <calls>", "calls of each window to leave to others, or a share such as 10%", reserve)
    .option("--burst <calls>", "calls that may leave at once (default: the concurrency)", burst)
    .option("--concurrency <calls>", "calls in flight at most, 1 to 8 (default: 6)", concurrency)
    .option("--state-dir <path>", "where runs, locks and the times of calls are kept", STATE_DIR)
    .option("--timeout <duration>", "wait for an answer at most this long (default: 30s)", someDuration)
    .option(
      "--retries <n>",
      "further tries after 5xx and broken connections (default: 4)",
      wholeNumber(0, 20),
    )
    .option("--retry-429 <range>", "pauses after a 429 that names none (default: 2s..30s)", durationRange)
    .option(
      "--retry-5xx <range>",
      "waits after 5xx and broken connections (default: 10s..120s)",
      durationRange,
    );
}
