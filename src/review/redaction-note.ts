import type { Redaction } from "../model/plan.ts";

const NOTES: Readonly<Record<Redaction, string>> = {
  none: "",
  values:
    "Redacted: live values that the definitions do not hold are hidden. For reading only; it cannot be applied.",
  people:
    "Redacted: live values are hidden, and ids stand for names and e-mails. For reading only; it cannot be applied.",
};

/** What a reader of a redacted document must know; empty for a whole one. */
export function redactionNote(redacted: Redaction): string {
  return NOTES[redacted];
}
