import type { Command } from "commander";
import { connectionOptions } from "../flags/connection.ts";
import { observeOptions } from "../flags/observe.ts";

/** Of every command that calls Genesys Cloud. */
export function onlineOptions(command: Command): Command {
  return observeOptions(connectionOptions(command));
}
