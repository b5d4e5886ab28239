import type { Registry } from "../fields/registry.ts";
import { isObject, type Json } from "../model/json.ts";
import { bad, type Checked, good, type Problem } from "../model/problem.ts";
import { headSchema } from "./document-schema.ts";
import { faultsOf } from "./fault.ts";
import { faultProblems, notJson, type Told } from "./fault-problems.ts";
import { SNAPSHOT_VERSION, type Snapshot } from "./snapshot.ts";
import { readSavedUsers } from "./users.ts";

/** Reads a snapshot down to every cell, since it may have been edited by hand. `told.name` is what messages call the file. */
export function readSnapshot(text: string, told: Told, registry: Registry): Checked<Snapshot> {
  const { name } = told;
  const document = parse(text);
  if (document instanceof SyntaxError) return bad([notJson(document, text, name)]);
  const misfit = wrongDocument(document, name);
  if (misfit) return bad([misfit]);
  const head = headSchema.safeParse(document);
  const { users, faults } = readSavedUsers(isObject(document) ? document.users : undefined, registry);
  const all = [...(head.error ? faultsOf(head.error.issues) : []), ...faults];
  if (head.success && all.length === 0) return good({ ...head.data, users } as Snapshot);
  return bad(faultProblems(all, text, told));
}

function parse(text: string): Json | SyntaxError {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    return error as SyntaxError;
  }
}

function wrongDocument(document: Json, name: string): Problem | undefined {
  if (!isObject(document) || document.kind !== "snapshot") {
    const message = `Cannot read ${name}: it is no snapshot`;
    return { code: "not-a-snapshot", message, fix: "Name a file made by `gus snapshot --out`" };
  }
  const { formatVersion } = document;
  if (String(formatVersion).split(".")[0] === SNAPSHOT_VERSION.split(".")[0]) return undefined;
  const message = `Cannot read ${name}: its format is ${String(formatVersion)}, this gus reads ${SNAPSHOT_VERSION}`;
  return { code: "snapshot-format", message, fix: "Take it again with this version of gus" };
}
