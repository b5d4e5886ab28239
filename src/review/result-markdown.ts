import { counted, figure } from "../model/figures.ts";
import type { Conflict, Outcome, Result } from "../model/outcome.ts";
import { forMarkdown, sentenceForMarkdown } from "./escape.ts";
import { type Block, whole } from "./fit.ts";
import type { Fold } from "./fold.ts";
import {
  adviceOf,
  conflictOf,
  headlineOf,
  openByUser,
  STATUS_WORDS,
  totalsOf,
  usersByStatus,
} from "./outcomes.ts";
import { redactionNote } from "./redaction-note.ts";

export function resultHeadline(result: Result): Block {
  const { org, stopped } = result;
  const parts = [
    `### ${sentenceForMarkdown(org.name)}: ${headlineOf(result)}`,
    stopped ? `${forMarkdown(stopped.code)}: ${sentenceForMarkdown(stopped.message)}` : "",
    totalsOf(result),
    redactionNote(result),
  ];
  return whole(
    parts
      .filter(Boolean)
      .map((part) => `${part}\n\n`)
      .join(""),
  );
}

export function statusBlock(result: Result): Block | undefined {
  const rows = usersByStatus(result).map(
    ([status, count]) => `| ${STATUS_WORDS[status]} | ${figure(count)} |\n`,
  );
  return rows.length === 0 ? undefined : whole(`| Outcome | Users |\n|---|---:|\n${rows.join("")}\n`);
}

export function adviceBlock(result: Result): Block | undefined {
  const advice = adviceOf(result);
  if (advice.length === 0) return undefined;
  return whole(`**What to do now**\n\n${advice.map((line) => `- ${line}\n`).join("")}\n`);
}

type Open = readonly [email: string, outcomes: readonly Outcome[]];

/** Users whose live values somebody changed, in view: nothing was overwritten, and somebody has to settle who is right. */
export function heldBlock(result: Result): Block | undefined {
  const users = openByUser(result).filter(isHeld);
  const open = `**Held: ${counted(users.length, "user")}**\n\n`;
  return users.length === 0 ? undefined : { open, close: "\n", lists: "held users", ...userRows(users) };
}

/** Everybody else for whom something is open. */
export function openBlock(result: Result, fold: Fold): Block | undefined {
  const users = openByUser(result).filter((user) => !isHeld(user));
  if (users.length === 0) return undefined;
  const open = fold.open(`Not done: ${counted(users.length, "user")}`);
  return { open, close: fold.close, lists: "open outcomes", ...userRows(users) };
}

function isHeld([, outcomes]: Open): boolean {
  return outcomes.some(({ status }) => status === "held");
}

function userRows(users: readonly Open[]): Pick<Block, "rows" | "more"> {
  return {
    rows: users.map(([email, outcomes]) => ({
      text: `- ${forMarkdown(email)}\n${outcomes.map(outcomeRow).join("")}`,
    })),
    more: (left) => `\n… ${counted(left.length, "more user")} left out\n`,
  };
}

function outcomeRow({ status, reason, conflicts, correlationId }: Outcome): string {
  const id = correlationId ? ` (correlation id ${forMarkdown(correlationId)})` : "";
  const line = `  - **${STATUS_WORDS[status]}**: ${sentenceForMarkdown(reason)}${id}\n`;
  return line + conflicts.map(conflictRow).join("");
}

function conflictRow(conflict: Conflict): string {
  const [field, base, live, desired] = conflictOf(conflict).map((text) => forMarkdown(text));
  return `    - ${field}: base ${base}, live ${live}, desired ${desired}\n`;
}
