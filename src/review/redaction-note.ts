import type { Redaction } from "../model/plan.ts";

const NOTES: Readonly<Record<Redaction, string>> = {
  none: "",
  values: "Redacted: live values that the definitions do not hold are hidden.",
  people: "Redacted: live values are hidden, and ids stand for names and e-mails.",
};

/** What a reader of a redacted document must know; empty for a whole one. */
export function redactionNote({
  kind,
  redacted,
}: {
  readonly kind: string;
  readonly redacted: Redaction;
}): string {
  const use = kind === "plan" ? " For reading only; it cannot be applied." : "";
  return redacted === "none" ? "" : `${NOTES[redacted]}${use}`;
}
