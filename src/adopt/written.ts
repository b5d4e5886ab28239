import { isContact, isList, isRef } from "../fields/compare.ts";
import type { Field } from "../fields/field.ts";
import type { WrittenCell, WrittenUser, WrittenValue } from "../model/definitions.ts";
import type { Ref, Value } from "../model/state.ts";

/** How a thing is written in definitions: by its name, or by its id where that name is not its own alone. */
export type Spell = (ref: Ref) => string;

/** What has no name, and what the document says to be named by id alone, is written as `id:UUID`. */
export function speller(namedById: readonly string[]): Spell {
  const ids = new Set(namedById);
  return ({ id, name }) => (name === id || ids.has(id) ? `id:${id}` : name);
}

/** Keeps the ids that the definitions already name things by. */
export function spellAs(asked: WrittenValue | undefined, spell: Spell): Spell {
  const texts = Array.isArray(asked) ? asked : [asked];
  const ids = new Map(
    texts.filter((text) => typeof text === "string").map((text) => [text.toLowerCase(), text]),
  );
  return (ref) => ids.get(`id:${ref.id}`.toLowerCase()) ?? spell(ref);
}

/** A live value as definitions write it, without what is merely carried along. */
export function writtenValue(value: Value, spell: Spell): WrittenValue {
  if (isList(value)) return value.map((item) => (isRef(item) ? spell(item) : item));
  if (isRef(value)) return spell(value);
  if (value === null || !isContact(value)) return value;
  const { countryCode: _code, integration: _integration, ...rest } = value;
  return rest;
}

/** How a key is written: skills and languages are names, types of contacts and the like are themselves. */
export function spellKey({ shape }: Field, key: Ref, spell: Spell): string {
  return shape.kind === "keyed-number" ? spell(key) : key.name;
}

/** What the definitions ask of a user where live differs; undefined where that is what they do not list. */
export function askedAt(
  user: WrittenUser,
  field: Field,
  key: Ref | undefined,
  spell: Spell,
): WrittenCell | undefined {
  const own = user.cells.filter((cell) => cell.field === field.name);
  if (!key) return own[0];
  const byId = `id:${key.id}`.toLowerCase();
  return own.find((cell) => cell.key === spellKey(field, key, spell) || cell.key?.toLowerCase() === byId);
}
