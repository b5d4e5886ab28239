import { z } from "zod";
import type { Registry } from "../fields/registry.ts";
import { cellSchema, REF } from "./cell-schema.ts";

const NAMED = z
  .strictObject({
    id: z.string().min(1).describe("Its id."),
    name: z.string().describe("Its name."),
    active: z.boolean().describe("Whether it can be assigned by name."),
  })
  .describe("An entry of a list.")
  .meta({ id: "named" });

const NAMES = z.object({
  skills: z.array(NAMED).describe("ACD skills."),
  languages: z.array(NAMED).describe("ACD languages."),
  divisions: z.array(NAMED).describe("Divisions."),
  locations: z.array(NAMED).describe("Locations."),
});

const MADE = z.object({
  at: z.iso.datetime().describe("When reading began."),
  toolVersion: z.string().describe("The version of gus that read."),
});

/** The document with all that stands beside users. */
export const headSchema = z.object({
  kind: z.literal("snapshot").describe("What this document is."),
  formatVersion: z.string().regex(/^1\./).describe("Major and minor version of this format."),
  made: MADE.describe("When and by what it was made."),
  org: REF.describe("The organisation."),
  selection: z.array(z.string()).describe("Globs over e-mails; everybody is here when there is none."),
  fields: z
    .array(z.string())
    .describe("The fields that were asked for. One that is not here is unread, never empty."),
  names: NAMES.describe("Where names are looked up."),
});

/** What is known of one user. */
export function userSchema(registry: Registry) {
  return z.object({
    email: z.string().min(1).describe("Login e-mail."),
    id: z.string().min(1).describe("User id."),
    name: z.string().describe("The user's name."),
    version: z.number().int().describe("The version of the user."),
    active: z.boolean().describe("Whether the user is active."),
    unread: z
      .record(z.string(), z.string())
      .describe("Fields that Genesys Cloud did not answer for, each with the reason."),
    cells: z
      .array(cellSchema(registry))
      .describe("What is set; a field of `fields` without a cell is unset."),
  });
}
