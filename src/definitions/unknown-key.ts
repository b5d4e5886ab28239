import { nearest } from "../fields/nearest.ts";
import type { Registry } from "../fields/registry.ts";
import type { Place, Problem } from "../model/problem.ts";
import { type DefinitionCode, problem } from "./codes.ts";
import { type Grammar, IDENTITY_KEYS } from "./grammar.ts";
import { entryOf, type Node } from "./node.ts";
import { show } from "./quote.ts";
import { type Path, type Slot, slotOf } from "./slot.ts";
import { placeOf } from "./source.ts";
import { knownKey } from "./unmanaged-keys.ts";

/** Longer lists of known keys bury the message. */
const MOST_LISTED = 10;

/** A key that the grammar does not have at this path: what it is, as far as known, and where it belongs. */
export function unknownKey(
  key: string,
  path: Path,
  owner: Node | undefined,
  grammar: Grammar,
  fields: Registry,
): readonly Problem[] {
  const entry = entryOf(owner, key);
  if (!entry) return [];
  const at = placeOf(entry);
  const slot = slotOf(path, fields);
  const wanted = wantedKeys(path, slot, grammar);
  return [recognised(key, slot, grammar, at) ?? unknown(key, slot, wanted, at)];
}

function recognised(key: string, slot: Slot, grammar: Grammar, at: Place): Problem | undefined {
  switch (slot.level) {
    case "file":
      return key in grammar.user.shape ? misplaced(key, "a user, a profile or defaults", at) : undefined;
    case "profile":
      if (IDENTITY_KEYS.has(key)) return identity(key, slot, at);
      if (key === "unmanaged") return misplaced(key, "a user", at);
      return known(key, at) ?? topLevel(key, grammar, at);
    case "user":
      return key === "email" ? emailKey(at) : (known(key, at) ?? topLevel(key, grammar, at));
    case "field":
      return key === "PRIMARY" && slot.field?.shape.kind === "keyed-contact" ? primary(slot, at) : undefined;
    case "part":
      return undefined;
  }
}

function known(key: string, at: Place): Problem | undefined {
  const found = knownKey(key);
  return found && problem(found.code, at, `Cannot define ${show(key)}: ${found.why}`, found.fix);
}

function topLevel(key: string, grammar: Grammar, at: Place): Problem | undefined {
  return Object.hasOwn(grammar.file.shape, key) ? misplaced(key, "the top of the file", at) : undefined;
}

function misplaced(key: string, home: string, at: Place): Problem {
  return problem(
    "misplaced-key",
    at,
    `Found ${show(key)} where it does not belong; it is a key of ${home}`,
    `Move ${show(key)} to ${home}`,
  );
}

function identity(key: string, { name }: Slot, at: Place): Problem {
  const where = name === "defaults" ? "defaults" : `profile ${show(name)}`;
  return problem(
    "identity-key",
    at,
    `Found ${show(key)} in ${where}, which would give it to several users`,
    `Move ${show(key)} to the user's own entry`,
  );
}

function emailKey(at: Place): Problem {
  return problem(
    "misplaced-key",
    at,
    'Found "email" in a user; the entry\'s own key is the login e-mail',
    "Remove it; to change an e-mail, rename the entry and add previously with the one before",
  );
}

function primary({ name }: Slot, at: Place): Problem {
  return problem(
    "read-only",
    at,
    `Cannot define the PRIMARY entry of "${name}": Genesys Cloud derives it from the others and it is read-only`,
    "Remove it, and define the entry by its own type, such as WORK",
  );
}

function unknown(key: string, slot: Slot, wanted: readonly string[], at: Place): Problem {
  const code: DefinitionCode = slot.name === "rails" ? "unknown-rail" : "unknown-key";
  const near = nearest(key, wanted);
  const listed = wanted.length > 0 && wanted.length <= MOST_LISTED ? `; known are ${wanted.join(", ")}` : "";
  const where = slot.level === "user" || slot.level === "profile" ? `a ${slot.level}` : slot.name;
  const fix = near ? `Write "${near}"` : "Remove the key, or correct its spelling";
  return problem(code, at, `Cannot use the key ${show(key)} in ${where}${near ? "" : listed}`, fix);
}

/** The keys that the grammar has at a path. */
function wantedKeys(path: Path, slot: Slot, grammar: Grammar): readonly string[] {
  switch (slot.level) {
    case "file":
      return Object.keys(grammar.file.shape);
    case "user":
      return Object.keys(grammar.user.shape);
    case "profile":
      return Object.keys(grammar.profile.shape);
    case "part":
      return partKeys(String(path[0]), grammar);
    case "field":
      return fieldKeys(slot);
  }
}

function partKeys(part: string, grammar: Grammar): readonly string[] {
  const found = grammar.parts.get(part);
  return found ? Object.keys(found.shape) : [];
}

function fieldKeys({ field, depth }: Slot): readonly string[] {
  if (field?.shape.kind === "keyed-contact") return depth > 0 ? ["number", "extension"] : field.shape.keys;
  return field?.shape.kind === "record" ? Object.keys(field.shape.members) : [];
}
