import type { Check, Checkup, Verdict } from "../model/checkup.ts";
import { counted } from "../model/figures.ts";
import { forTerminal } from "./escape.ts";
import { type Paint, paintFor, type Role, type Style } from "./style.ts";

const WORDS: Readonly<Record<Verdict, { readonly word: string; readonly role: Role }>> = {
  ok: { word: "ok", role: "added" },
  warning: { word: "warning", role: "warning" },
  failed: { word: "failed", role: "error" },
  unknown: { word: "cannot tell", role: "faint" },
};
const WIDEST_WORD = 11;
const WIDEST_NAME = 12;
/** Sentences of ours that hold the server's words. */
const LONGEST = 1000;

/** A checkup for people: a line for each check, what to do below it, and the count at the end. */
export function renderCheckup({ checks }: Checkup, style: Style): string {
  const paint = paintFor(style);
  return `${[...checks.flatMap((check) => checkLines(check, paint)), "", closing(checks)].join("\n")}\n`;
}

function checkLines({ name, verdict, message, fix }: Check, paint: Paint): readonly string[] {
  const { word, role } = WORDS[verdict];
  const head = `${paint(role, word.padEnd(WIDEST_WORD))}  ${name.padEnd(WIDEST_NAME)}`;
  const margin = " ".repeat(WIDEST_WORD + WIDEST_NAME + 2);
  return [
    `${head}  ${forTerminal(message, LONGEST)}`,
    ...(fix === undefined ? [] : [`${margin}  ${paint("faint", "fix:")} ${forTerminal(fix, LONGEST)}`]),
  ];
}

function closing(checks: readonly Check[]): string {
  const count = (verdict: Verdict) => checks.filter((check) => check.verdict === verdict).length;
  const failed = count("failed");
  const parts = [
    failed === 0 ? "Nothing failed" : `${counted(failed, "check")} failed`,
    ...(count("warning") > 0 ? [counted(count("warning"), "warning")] : []),
    ...(count("unknown") > 0 ? [`${count("unknown")} could not be checked`] : []),
  ];
  return `${parts.join(", ")}.`;
}
