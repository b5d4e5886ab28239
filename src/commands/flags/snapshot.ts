import type { Command } from "commander";
import { collect } from "../values.ts";

export interface SnapshotFlags {
  readonly snapshot?: string;
}

export function snapshotOption(command: Command): Command {
  return command.option(
    "--snapshot <path>",
    "compare with what `gus snapshot` kept instead of what is live; needs no credentials",
  );
}

export function withoutOption(command: Command): Command {
  return command.option("--without <field>", "leave a field out; repeatable", collect);
}
