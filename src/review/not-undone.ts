import type { NotUndone, Plan } from "../model/plan.ts";
import { fieldOf, shownValue } from "./change-view.ts";
import { forMarkdown, forTerminal, sentenceForMarkdown } from "./escape.ts";
import { groupBy } from "./group.ts";
import type { Paint } from "./style.ts";
import { compare } from "./users.ts";

export const NOT_UNDONE = "Not rolled back";

/** What a rollback leaves as it is, user by user, with the reason and the three values. */
export function notUndoneSection({ notUndone = [] }: Plan, paint: Paint): readonly string[] {
  if (notUndone.length === 0) return [];
  const users = [...groupBy(sorted(notUndone), ({ email }) => email)].map(([email, entries]) =>
    [paint("heading", forTerminal(email)), ...entries.flatMap(lines)].join("\n"),
  );
  return [paint("heading", NOT_UNDONE), users.join("\n\n")];
}

function lines(entry: NotUndone): readonly string[] {
  const values = valuesOf(entry).map(([name, value]) => `    ${name.padEnd(7)}  ${forTerminal(value)}`);
  return [`  ${forTerminal(fieldOf(entry))}: ${forTerminal(entry.why, 1000)}`, ...values];
}

/** The same as rows of a Markdown list. */
export function notUndoneRows({ notUndone = [] }: Plan): readonly string[] {
  return sorted(notUndone).map((entry) => {
    const values = valuesOf(entry).map(([name, value]) => `${name} ${forMarkdown(value)}`);
    const what = `${forMarkdown(entry.email)} ${forMarkdown(fieldOf(entry))}`;
    return `- ${what}: ${sentenceForMarkdown(entry.why)} (${values.join(", ")})\n`;
  });
}

function valuesOf({ base, live, desired }: NotUndone): readonly (readonly [string, string])[] {
  return [
    ["base", shownValue(base)],
    ...(live === undefined ? [] : [["live", shownValue(live)] as const]),
    ["desired", shownValue(desired)],
  ];
}

function sorted(entries: readonly NotUndone[]): readonly NotUndone[] {
  return entries.toSorted((a, b) => compare(a.email, b.email) || compare(fieldOf(a), fieldOf(b)));
}
