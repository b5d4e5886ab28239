import { z } from "zod";
import { type Field, isKeyed, type Kind, type TextRule } from "./field.ts";

/** E.164: a plus, a country code, at most 15 digits (ITU-T E.164). */
export const PHONE_NUMBER = /^\+[1-9]\d{1,14}$/;
const PHONE = z.string().regex(PHONE_NUMBER, { error: "a number as +34910000000 (E.164)" });
const EMAIL_ADDRESS = z.string().regex(/^[^\s@]+@[^\s@]+$/, { error: "an e-mail address" });
const TEXT = z.string().min(1, { error: "a text that is not empty; null clears it" });

/** What may stand behind a field's key in the definitions. Error texts finish the sentence "… wants". */
export function writtenSchema(field: Field): z.ZodType {
  const schema = shapeSchema(field.shape).describe(field.summary);
  const clears = field.clearable || isKeyed(field);
  return clears ? schema.nullable().describe(field.summary) : schema;
}

function shapeSchema(shape: Kind): z.ZodType {
  switch (shape.kind) {
    case "text":
      return textSchema(shape);
    case "flag":
      return z.boolean();
    case "choice":
      return z.enum(shape.values as [string, ...string[]]);
    case "reference":
      return TEXT;
    case "keyed-number":
      return z.record(TEXT, proficiencySchema(shape.min, shape.max, shape.whole).nullable());
    case "keyed-contact":
      return z.partialRecord(
        z.enum(shape.keys as [string, ...string[]]),
        contactSchema(shape.contact).nullable(),
      );
    case "list":
      return z.array(TEXT);
    case "record":
      return z.strictObject(
        Object.fromEntries(
          Object.entries(shape.members).map(([key, rule]) => [key, textSchema(rule).nullish()]),
        ),
      );
  }
}

function textSchema({ pattern, wants, oneOf }: TextRule): z.ZodType {
  if (oneOf) return z.enum(oneOf as [string, ...string[]]);
  return pattern ? z.string().regex(pattern, { error: wants ?? String(pattern) }) : TEXT;
}

function proficiencySchema(min: number, max: number, whole: boolean): z.ZodNumber {
  const number = z.number().min(min).max(max);
  return whole ? number.int() : number;
}

function contactSchema(contact: "phone" | "number" | "email"): z.ZodType {
  if (contact === "email") return EMAIL_ADDRESS;
  if (contact === "number") return PHONE;
  const extension = z.string().regex(/^\d{1,10}$/, { error: "an extension of digits, quoted" });
  const both = z.strictObject({ number: PHONE, extension: extension.optional() });
  return z.union([PHONE, both, z.strictObject({ extension })]);
}
