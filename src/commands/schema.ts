import { readFile } from "node:fs/promises";
import { definitionsSchema } from "../definitions/json-schema.ts";
import { FIELDS } from "../fields/registry.ts";
import type { ExitCode } from "../model/exit.ts";
import { snapshotSchema } from "../snapshot/json-schema.ts";
import type { Shell } from "./shell.ts";

export type SchemaName = "definitions" | "plan" | "result" | "snapshot" | "checkup";

/** Prints the JSON Schema of the definitions, or of a document that gus writes. */
export async function runSchema(shell: Shell, name: SchemaName): Promise<ExitCode> {
  if (name === "definitions") shell.out(`${JSON.stringify(definitionsSchema(), null, 2)}\n`);
  else if (name === "snapshot") shell.out(`${JSON.stringify(snapshotSchema(FIELDS), null, 2)}\n`);
  else shell.out(await readFile(new URL(`../../schema/${name}.schema.json`, import.meta.url), "utf8"));
  return 0;
}
