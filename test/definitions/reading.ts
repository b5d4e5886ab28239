import { readDefinitions } from "../../src/definitions/load.ts";
import { FIELDS, type Registry } from "../../src/fields/registry.ts";
import type { Definitions, WrittenUser } from "../../src/model/definitions.ts";
import type { Checked, Problem } from "../../src/model/problem.ts";

type Files = Readonly<Record<string, string | Uint8Array>>;

/** Files by path, as text or bytes; `version: 1` must be written. */
export function read(files: Files, fields: Registry = FIELDS): Checked<Definitions> {
  const raw = Object.entries(files).map(([path, content]) => ({ path, bytes: toBytes(content) }));
  return readDefinitions(raw, fields);
}

/** One file that begins with `version: 1`, so that `body` starts in line 2. */
export function readBody(body: string): Checked<Definitions> {
  return read({ "a.yaml": `version: 1\n${body}\n` });
}

export function definitionsOf(checked: Checked<Definitions>): Definitions {
  if (!checked.ok) throw new Error(checked.problems.map(line).join("\n"));
  return checked.value;
}

export function problemsOf(checked: Checked<Definitions>): readonly Problem[] {
  return checked.ok ? [] : checked.problems;
}

/** The only user of a body. */
export function userOf(body: string): WrittenUser {
  const [user, ...others] = definitionsOf(readBody(body)).users;
  if (!user || others.length > 0) throw new Error("expected one user");
  return user;
}

/** A user's cells as `field.key` → value. */
export function cellsOf({ cells }: WrittenUser): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    cells.map(({ field, key, value }) => [key === undefined ? field : `${field}.${key}`, value]),
  );
}

/** A problem in one line: where, and what kind. */
export function line({ at, code }: Problem): string {
  return `${at ? `${at.file}:${at.line}:${at.column} ` : ""}${code}`;
}

function toBytes(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}
