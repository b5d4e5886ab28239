import type { Place, Problem } from "../model/problem.ts";

/** Every code a problem with the definitions can carry, and what it means. Codes are stable. */
export const CODES = {
  "path-missing": "A path given on the command line does not exist.",
  "not-readable": "A file or folder exists but cannot be read.",
  "no-files": "The given paths hold no definition file.",
  "file-too-large": "A file is over 64 MB.",
  "binary-file": "A file holds NUL bytes, so it is not text.",
  "not-utf8": "A file is not encoded as UTF-8.",
  "yaml-syntax": "A file is not YAML.",
  "several-documents": "A file holds more than one YAML document.",
  "yaml-tag": "A YAML tag such as !!str is used.",
  "merge-key": "The YAML merge key << is used.",
  "unknown-alias": "A YAML alias names no anchor above it.",
  "alias-limit": "YAML aliases repeat too much content.",
  "too-deep": "Maps, lists or profiles are nested too deeply.",
  "key-not-text": "A key is missing, or is a map, a list or an alias.",
  "reserved-key": "A key has a name that JavaScript reserves.",
  "duplicate-key": "A map holds the same key twice.",
  "duplicate-item": "A list holds the same item twice.",
  "version-missing": "A file does not say which version of the format it follows.",
  "version-unknown": "A file follows a version of the format that this release does not know.",
  "unknown-key": "A key is not part of the format.",
  "misplaced-key": "A key is part of the format, but not here.",
  "identity-key": "A key that belongs to one user stands in a profile or in defaults.",
  "queue-side": "The key is kept at the queue, not at the user.",
  "not-managed": "The key is state that gus does not manage.",
  "run-time-state": "The key is run-time state, which no definition can hold.",
  "read-only": "The key is derived by Genesys Cloud and cannot be written.",
  "wrong-type": "A value has the wrong type.",
  "needs-quotes": "YAML readers take a text without quotes for something else.",
  "number-as-text": "A number is quoted.",
  "no-value": "Nothing stands after a key.",
  "cannot-clear": "null stands where every user has a value.",
  "list-for-map": "A list stands where a map of names and numbers is wanted.",
  "out-of-range": "A number is too small or too large.",
  "bad-value": "A value has the right type but not the wanted form.",
  "bad-user-key": "A user's key is not an e-mail address.",
  "duplicate-user": "Two entries define the same user.",
  "duplicate-profile": "Two entries define the same profile.",
  "unknown-profile": "A profile is named but defined nowhere.",
  "profile-loop": "Profiles name each other in a circle.",
  "duplicate-id": "Two users have the same id.",
  "duplicate-previously": "Two users have the same previous e-mail.",
  "previously-self": "A user's previous e-mail is the present one.",
  "rename-without-id": "renameEmail stands without id.",
  "unmanaged-own-key": "A user's entry both sets a field and takes it out again.",
  "unknown-rail": "An accepted size names a rule that does not exist.",
  "too-few-users": "A file holds under 80 % of the users it expects.",
  "no-users": "No file defines a user.",
} as const satisfies Readonly<Record<string, string>>;

export type DefinitionCode = keyof typeof CODES;

export function problem(code: DefinitionCode, at: Place | undefined, message: string, fix: string): Problem {
  return { code, message, fix, ...(at ? { at } : {}) };
}
