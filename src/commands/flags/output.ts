import { type Command, Option } from "commander";
import type { Redaction } from "../../model/plan.ts";
import { PAGE_FORMATS, type PageFormat } from "../../review/formats.ts";
import { type Copy, copy } from "../values.ts";

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
