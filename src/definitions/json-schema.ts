import { z } from "zod";
import { FIELDS, type Registry } from "../fields/registry.ts";
import type { JsonObject } from "../model/json.ts";
import { grammarOf } from "./grammar.ts";

/** The JSON Schema (draft 2020-12) of a definition file, for editors. */
export function definitionsSchema(fields: Registry = FIELDS): JsonObject {
  const schema = z.toJSONSchema(grammarOf(fields).file, { target: "draft-2020-12", io: "input" });
  const { $schema, ...rest } = schema as JsonObject;
  return { $schema, title: "Genesys Cloud user state", ...rest };
}
