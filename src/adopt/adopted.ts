import type { Field } from "../fields/field.ts";
import { breaksRules } from "../fields/fits.ts";
import type { Registry } from "../fields/registry.ts";
import { renderField } from "../fields/render.ts";
import type { Definitions, WrittenCell, WrittenUser, WrittenValue } from "../model/definitions.ts";
import type { Change, Plan } from "../model/plan.ts";
import { bad, type Checked, good, type Place, type Problem } from "../model/problem.ts";
import type { Difference } from "./choose.ts";
import { askedAt, type Spell, spellAs, speller, spellKey, writtenValue } from "./written.ts";

/** A difference that the definitions take over: what they are to say of a user from now on. */
export interface Adopted {
  readonly user: WrittenUser;
  readonly change: Change;
  /** As the definitions spell it. */
  readonly key?: string;
  readonly value: WrittenValue;
  /** What the definitions asked so far; absent where they did not list it. */
  readonly asked?: WrittenCell;
}

/** Differences in the words of the definitions they were found with, or why those cannot say them. */
export function adoptedFrom(
  differences: readonly Difference[],
  { users }: Definitions,
  { namedById = [] }: Pick<Plan, "namedById">,
  registry: Registry,
): Checked<readonly Adopted[]> {
  const entryOf = entries(users);
  const spell = speller(namedById);
  const all = differences.map((difference) => {
    const user = entryOf(difference);
    return user ? adopt(user, difference, spell, registry) : bad([noEntry(difference)]);
  });
  const problems = all.flatMap((one) => (one.ok ? [] : one.problems));
  return problems.length > 0 ? bad(problems) : good(all.flatMap((one) => (one.ok ? [one.value] : [])));
}

/**
 * Finds the entry of a live user: by its id, by the e-mail that is to become another one, or by its e-mail. In this order: where e-mails move
 * along a chain of users, the entry that bears somebody's e-mail is about the next one.
 */
function entries(users: readonly WrittenUser[]): (difference: Difference) => WrittenUser | undefined {
  const marked = (mark: (user: WrittenUser) => string | undefined) =>
    new Map(users.map((user) => [mark(user)?.toLowerCase(), user]));
  const byId = marked(({ id }) => id?.value);
  const byPrevious = marked(({ id, previously }) => (id ? undefined : previously?.value));
  const byEmail = marked(({ id, email }) => (id ? undefined : email));
  return ({ user: { id, email } }) =>
    byId.get(id.toLowerCase()) ?? byPrevious.get(email.toLowerCase()) ?? byEmail.get(email.toLowerCase());
}

function adopt(
  user: WrittenUser,
  { change }: Difference,
  spell: Spell,
  registry: Registry,
): Checked<Adopted> {
  const field = registry.get(change.field);
  if (change.field === "email") return bad([otherEmail(user, change)]);
  if (!field?.inDefinitions) return bad([unknownField(user, change)]);
  const asked = askedAt(user, field, change.key, spell);
  const key = asked?.key ?? (change.key && spellKey(field, change.key, spell));
  const value = writtenValue(change.before, spellAs(asked?.value, spell));
  const why = misfit(field, key, value);
  if (why !== undefined) return bad([notAllowed(user, why, asked?.source ?? user.source)]);
  return good({ user, change, value, ...(key === undefined ? {} : { key }), ...(asked ? { asked } : {}) });
}

/** Why the definitions cannot hold a value; a key that a user does not have is always said with `null`. */
function misfit(field: Field, key: string | undefined, value: WrittenValue): string | undefined {
  if (value === null && (key !== undefined || field.shape.kind === "list")) return undefined;
  return breaksRules(field, [{ ...(key === undefined ? {} : { key }), value }]);
}

function noEntry({ user: { email } }: Difference): Problem {
  const message = `Cannot adopt anything of ${email}: the definitions have no entry for this user`;
  return { code: "no-such-user", message, fix: "Make the document again with `gus drift`" };
}

function otherEmail(user: WrittenUser, { before }: Change): Problem {
  const line = user.previously ? "previously" : "renameEmail";
  return {
    code: "email-not-adopted",
    message: `Cannot adopt the login e-mail of ${user.email}: it is the name of the entry, and ${line} asks for another one`,
    fix: `Rename the entry to ${String(before)} and take ${line} out`,
    at: user.previously?.source ?? user.source,
  };
}

function unknownField({ email, source }: WrittenUser, change: Change): Problem {
  const message = `Cannot adopt ${renderField(change)} of ${email}: this gus has no such field`;
  return { code: "unknown-field", message, fix: "Make the document again with this gus", at: source };
}

function notAllowed({ email }: WrittenUser, why: string, at: Place): Problem {
  const fix = "Correct it in Genesys Cloud, or leave the field out with --field";
  return { code: "not-adoptable", message: `Cannot adopt this of ${email}: live, ${why}`, fix, at };
}
