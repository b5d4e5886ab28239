import { z } from "zod";
import type { Registry } from "../fields/registry.ts";
import type { JsonObject } from "../model/json.ts";
import { headSchema, userSchema } from "./document-schema.ts";

/** The JSON Schema (draft 2020-12) of a snapshot, for editors and other programs. */
export function snapshotSchema(registry: Registry): JsonObject {
  const users = z.array(userSchema(registry)).describe("Users by e-mail.");
  const document = headSchema.extend({ users });
  const { $schema, ...rest } = z.toJSONSchema(document, {
    target: "draft-2020-12",
    io: "input",
  }) as JsonObject;
  return { $schema, title: "Genesys Cloud users as they were", ...rest };
}
