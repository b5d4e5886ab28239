import type { Command } from "commander";
import type { Connection } from "../../pipeline/connection.ts";
import {
  burst,
  concurrency,
  durationRange,
  rate,
  reserve,
  share,
  someDuration,
  wholeNumber,
} from "../values.ts";

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
