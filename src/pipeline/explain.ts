import { nearest } from "../fields/nearest.ts";
import type { WrittenUser } from "../model/definitions.ts";
import { type Answer, answer, refusal } from "./answer.ts";
import { type DefinitionsAt, validate } from "./validate.ts";

export interface ExplainOptions extends DefinitionsAt {
  /** Login e-mail of the user, in any case. */
  readonly email: string;
}

/** What the definitions ask of one user, each value with the place that asked for it. Needs no network. */
export async function explain(options: ExplainOptions): Promise<Answer<WrittenUser>> {
  const checked = await validate(options);
  if (!checked.ok) return checked;
  const { users } = checked.value;
  const user = users.find(({ email }) => email.toLowerCase() === options.email.toLowerCase());
  if (user) return answer(user, checked.warnings);
  const meant = meantBy(
    options.email,
    users.map(({ email }) => email),
  );
  const fix =
    meant.length > 0
      ? `Did you mean ${meant.join(" or ")}?`
      : "Check the address and the path of the definitions";
  return refusal(1, [{ code: "no-such-user", message: `No definition is about ${options.email}`, fix }]);
}

/** Most addresses that a suggestion names. */
const NAMED = 3;

/** The address that somebody probably meant: the nearest one, else those that begin so, if they are few. */
function meantBy(word: string, emails: readonly string[]): readonly string[] {
  const near = nearest(word, emails);
  if (near !== undefined) return [near];
  const begun = emails.filter((email) => email.toLowerCase().startsWith(word.toLowerCase()));
  return begun.length > NAMED ? [] : begun.toSorted();
}
