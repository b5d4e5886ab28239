import { z } from "zod";
import type { Field, Kind } from "../fields/field.ts";
import type { Registry } from "../fields/registry.ts";

export const REF = z
  .strictObject({
    id: z.string().min(1).describe("The id in Genesys Cloud, or the type of a contact (`WORK`)."),
    name: z.string().describe("The name people know it by; the id where the API told no more."),
    note: z.string().describe("A location's note, kept as read.").optional(),
  })
  .describe("Something with an id that people know by name. Compared by id alone.")
  .meta({ id: "ref" });

const CONTACT = z
  .strictObject({
    number: z.string().describe("The number, normally in E.164 form.").optional(),
    extension: z.string().describe("The extension.").optional(),
    address: z.string().describe("The e-mail address.").optional(),
    countryCode: z.string().describe("Kept as read.").optional(),
    integration: z.string().describe("Kept as read.").optional(),
  })
  .describe("A phone, text or e-mail contact. Absent members are unset.")
  .meta({ id: "contact" });

/** A cell as a live user may have it: by field, with a key where the field is keyed. Unset cells are left out, so no value is null. */
export function cellSchema(registry: Registry) {
  const [first, ...rest] = [...registry.values()].map(cellOf);
  if (!first) throw new TypeError("There is no field");
  return z.discriminatedUnion("field", [first, ...rest]);
}

function cellOf({ name, summary, shape }: Field) {
  const value = valueSchema(shape).describe(summary);
  const field = z.literal(name).describe("The field.");
  return isKeyed(shape)
    ? z.strictObject({ field, key: REF.describe("What the value is of."), value })
    : z.strictObject({ field, value });
}

function isKeyed({ kind }: Kind): boolean {
  return ["keyed-number", "keyed-contact", "record"].includes(kind);
}

/** What Genesys reports is not held to the rules of definitions, only to its type. */
function valueSchema(shape: Kind): z.ZodType {
  switch (shape.kind) {
    case "flag":
      return z.boolean();
    case "reference":
      return REF;
    case "keyed-number":
      return z.number();
    case "keyed-contact":
      return CONTACT;
    case "list":
      return z.array(shape.names ? REF : z.string()).min(1);
    default:
      return z.string().min(1);
  }
}
