import { forFence } from "./escape.ts";
import type { Row } from "./fit.ts";
import type { UserChanges } from "./users.ts";

/** Lists of users are broken into lines of about this length. */
const WIDEST_LINE = 100;

type Named = Pick<UserChanges, "userId" | "email">;

/** Users one behind the other in a fenced block; each line is a row of its own, so that a list can be cut between them. */
export function userLines(users: readonly Named[], sign: string): readonly Required<Row>[] {
  const lines: { emails: string[]; who: string[]; width: number }[] = [];
  for (const { email, userId } of users) {
    const shown = forFence(email);
    const last = lines.at(-1);
    const line = last && last.width + shown.length <= WIDEST_LINE ? last : { emails: [], who: [], width: 0 };
    if (line !== last) lines.push(line);
    line.emails.push(shown);
    line.who.push(userId);
    line.width += shown.length + 2;
  }
  return lines.map(({ emails, who }) => ({ text: `${sign} ${emails.join(", ")}\n`, who }));
}

/** `ada@example.com, Ada Lovelace (inactive)`, for a fenced block. */
export function userHeading({ email, who }: UserChanges): string {
  const name = who && who.name !== email ? `, ${forFence(who.name)}` : "";
  return `${forFence(email)}${name}${who?.active === false ? " (inactive)" : ""}`;
}
