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
  const near = nearest(
    options.email,
    users.map(({ email }) => email),
  );
  const fix = near ? `Did you mean ${near}?` : "Check the address and the path of the definitions";
  return refusal(1, [{ code: "no-such-user", message: `No definition is about ${options.email}`, fix }]);
}
