import { z } from "zod";
import { type Field, isKeyed } from "../fields/field.ts";
import type { Registry } from "../fields/registry.ts";
import { writtenSchema } from "../fields/written-schema.ts";
import { RAILS } from "../model/plan.ts";

/** The format of a definition file. The validator and the JSON Schema are both made from these objects. */
export interface Grammar {
  readonly file: z.ZodObject;
  /** What stands under `users`. */
  readonly users: z.ZodRecord<z.ZodString, z.ZodObject>;
  readonly profile: z.ZodObject;
  readonly user: z.ZodObject;
  /** The maps at the top of a file that have fixed keys. */
  readonly parts: ReadonlyMap<string, z.ZodObject>;
}

/** Keys that name one person. A profile or `defaults` would give them to several. */
export const IDENTITY_KEYS: ReadonlySet<string> = new Set([
  "name",
  "email",
  "id",
  "previously",
  "renameEmail",
]);

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const NAME = z.string().min(1, { error: "a name that is not empty" });
const EMAIL = z.string().regex(/^[^\s@]+@[^\s@]+$/, { error: "a login e-mail such as ada@example.com" });

/** zod compiles a schema when it first meets a value, so a registry's grammar is made once. */
const known = new WeakMap<Registry, Grammar>();

export function grammarOf(fields: Registry): Grammar {
  const grammar = known.get(fields) ?? makeGrammar(fields);
  known.set(fields, grammar);
  return grammar;
}

function makeGrammar(fields: Registry): Grammar {
  const profile = profileGrammar(fields);
  const user = userGrammar(fields);
  const users = z.record(EMAIL, user);
  const parts = { manage: manageGrammar(fields), rails: railsGrammar(), expect: expectGrammar() };
  const file = z.strictObject({
    version: z.literal(1).describe("The version of this format."),
    manage: parts.manage.optional(),
    defaults: profile.describe("Under every user of this file.").optional(),
    rails: parts.rails.optional(),
    expect: parts.expect.optional(),
    profiles: z.record(NAME, profile).describe("Named parts of users, shared by all files.").optional(),
    users: users.describe("Users by login e-mail.").optional(),
  });
  return { profile, user, users, file, parts: new Map(Object.entries(parts)) };
}

/** Fields whose unlisted live keys can be removed or kept, as `manage` says. */
export function exactable(fields: Registry): readonly Field[] {
  return [...fields.values()].filter((field) => isKeyed(field) && field.unlisted === "removed");
}

export function writtenFields(fields: Registry): readonly Field[] {
  return [...fields.values()].filter((field) => field.inDefinitions);
}

function profileGrammar(fields: Registry): z.ZodObject {
  const shared = writtenFields(fields).filter(({ name }) => !IDENTITY_KEYS.has(name));
  return z.strictObject({ profiles: profilesGrammar(), ...written(shared) });
}

function userGrammar(fields: Registry): z.ZodObject {
  const names = writtenFields(fields).map(({ name }) => name) as [string, ...string[]];
  return z.strictObject({
    profiles: profilesGrammar(),
    ...written(writtenFields(fields)),
    previously: EMAIL.describe("The login e-mail that this user has had so far.").optional(),
    id: z.string().regex(UUID, { error: "a user id (UUID)" }).describe("The user's id.").optional(),
    renameEmail: z
      .boolean()
      .describe("Gives the user with this id the entry's key as login e-mail.")
      .optional(),
    unmanaged: z
      .array(z.enum(names))
      .describe("Fields that gus leaves alone for this user, whatever profiles say.")
      .optional(),
  });
}

function profilesGrammar(): z.ZodType {
  return z.array(NAME).describe("Profiles to build on; later ones win.").optional();
}

function written(fields: readonly Field[]): Readonly<Record<string, z.ZodType>> {
  return Object.fromEntries(fields.map((field) => [field.name, writtenSchema(field).optional()]));
}

function manageGrammar(fields: Registry): z.ZodObject {
  const mode = z.enum(["exact", "at-least"]).optional();
  return z
    .strictObject(Object.fromEntries(exactable(fields).map(({ name }) => [name, mode])))
    .describe("Whether unlisted entries are removed (exact, the default) or stay (at-least).");
}

function railsGrammar(): z.ZodObject {
  const size = z.number().int().min(0).optional();
  return z
    .strictObject(Object.fromEntries(RAILS.map((rule) => [rule, size])))
    .describe("Sizes of change accepted for this run, in users.");
}

function expectGrammar(): z.ZodObject {
  return z
    .strictObject({ users: z.number().int().min(1).describe("How many users this file defines.") })
    .describe("Fewer than 80 % of it is an error.");
}
