import type { Problem } from "../model/problem.ts";
import { problem } from "./codes.ts";
import { entriesOf, entryOf, numberUnder, plainOf, textUnder } from "./node.ts";
import type { DefinitionFile, Outline, Owned } from "./outline.ts";
import { show } from "./quote.ts";
import { placeOf, type Spot } from "./source.ts";
import { stands } from "./stands.ts";

/** A file with fewer of the users it expects was probably cut short. */
const LEAST_SHARE = 0.8;

/** What is wrong with the set of users: who is in it twice, and whether it is complete. */
export function userProblems(outline: Outline): readonly Problem[] {
  return [
    ...rivals(outline.users, ({ key }) => key.toLowerCase()).map(twice),
    ...rivals(outline.users, ({ value }) => textUnder(value, "id")?.text.toLowerCase()).map(sameId),
    ...rivals(outline.users, previousEmail).map(samePrevious),
    ...outline.users.flatMap(previouslySelf),
    ...outline.users.flatMap(renameWithoutId),
    ...outline.files.flatMap(tooFew),
    ...(outline.whole && outline.users.length === 0 ? [noUsers(outline.files)] : []),
  ];
}

interface Rivals {
  readonly first: Owned;
  readonly second: Owned;
}

/** Each user whose mark an earlier one bears too, with that one. */
function rivals(users: readonly Owned[], mark: (user: Owned) => string | undefined): readonly Rivals[] {
  const seen = new Map<string, Owned>();
  return users.flatMap((user) => {
    const marked = mark(user);
    if (marked === undefined) return [];
    const first = seen.get(marked);
    if (!first) seen.set(marked, user);
    return first ? [{ first, second: user }] : [];
  });
}

function previousEmail({ value }: Owned): string | undefined {
  return textUnder(value, "previously")?.text.toLowerCase();
}

function twice({ first, second }: Rivals): Problem {
  const spelled = first.key === second.key ? "" : ` as ${show(first.key)}`;
  const message = `Cannot define user ${show(second.key)} twice: the same e-mail ${stands(first)}${spelled}`;
  return problem("duplicate-user", placeOf(second), message, "Merge the two entries, or remove one");
}

function sameId({ first, second }: Rivals): Problem {
  const message = `Cannot define two users with one id: ${show(first.key)} has it too and ${stands(first)}`;
  return problem("duplicate-id", placeAt(second, "id"), message, "Correct one id, or remove one entry");
}

function samePrevious({ first, second }: Rivals): Problem {
  const message = `Cannot rename one user twice: ${show(first.key)} names the same e-mail and ${stands(first)}`;
  return problem("duplicate-previously", placeAt(second, "previously"), message, "Keep one of the two");
}

function previouslySelf(user: Owned): readonly Problem[] {
  if (previousEmail(user) !== user.key.toLowerCase()) return [];
  const message = `Cannot rename ${show(user.key)} to itself`;
  return [
    problem("previously-self", placeAt(user, "previously"), message, "Remove previously, or correct it"),
  ];
}

function renameWithoutId(user: Owned): readonly Problem[] {
  const rename = entryOf(user.value, "renameEmail");
  if (!rename || plainOf(rename.value) !== true || entryOf(user.value, "id")) return [];
  const message = `Cannot tell which user becomes ${show(user.key)}: renameEmail stands without id`;
  const fix = "Add id, or name the e-mail so far under previously instead";
  return [problem("rename-without-id", placeOf(rename), message, fix)];
}

function tooFew({ root }: DefinitionFile): readonly Problem[] {
  const expect = entryOf(root, "expect")?.value;
  const wanted = numberUnder(expect, "users") ?? 0;
  const found = entriesOf(entryOf(root, "users")?.value).length;
  const at = entryOf(expect, "users");
  if (!at || found >= wanted * LEAST_SHARE) return [];
  const message = `Found ${found} of the ${wanted} users that this file expects, which is under 80 %`;
  return [problem("too-few-users", placeOf(at), message, "Restore the missing users, or lower expect.users")];
}

function noUsers([first]: readonly DefinitionFile[]): Problem {
  const at = first ? { file: first.path, line: 1, column: 1 } : undefined;
  const message = "Found no user in any of the files";
  return problem("no-users", at, message, "Define a user under users, or name other files");
}

function placeAt(user: Owned, key: string) {
  const spot: Spot = entryOf(user.value, key)?.value ?? user;
  return placeOf(spot);
}
