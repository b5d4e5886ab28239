import { counted } from "../model/figures.ts";
import type { Leaving } from "../model/leaving.ts";
import type { Plan } from "../model/plan.ts";
import { fieldOf, shownValue } from "./change-view.ts";
import { forMarkdown, forTerminal } from "./escape.ts";
import type { Paint } from "./style.ts";
import { compare } from "./users.ts";
import { pad, widest } from "./width.ts";

/** `3 users leave management`, in words that fit any document; empty when nobody does. */
export function leavingCount({ summary: { leaving = 0 } }: Plan): string {
  return leaving === 0 ? "" : `${counted(leaving, "user")} ${leaving === 1 ? "leaves" : "leave"} management`;
}

/** Users, fields and keys that are not managed any more. */
export function leavingSection(plan: Plan, paint: Paint): readonly string[] {
  const rows = leavingOf(plan);
  if (rows.length === 0) return [];
  const emails = rows.map(({ email }) => forTerminal(email));
  const whats = rows.map((row) => forTerminal(whatOf(row), 1000));
  const [emailWidth, whatWidth] = [widest(emails, 60), widest(whats, 60)];
  const lines = rows.map(({ source }, index) => {
    const text = `${pad(emails[index] ?? "", emailWidth)}  ${pad(whats[index] ?? "", whatWidth)}`;
    return `  ${text}  ${paint("faint", `base ${forTerminal(`${source.file}:${source.line}`)}`)}`;
  });
  return [paint("heading", leavingTitle(plan)), ...lines];
}

/** The same as rows of a Markdown list. */
export function leavingRows(plan: Plan): readonly string[] {
  return leavingOf(plan).map((row) => {
    const place = forMarkdown(`${row.source.file}:${row.source.line}`);
    return `- ${forMarkdown(row.email)}: ${forMarkdown(whatOf(row), 1000)} (base ${place})\n`;
  });
}

export function leavingTitle(plan: Plan): string {
  return `Leaving management: ${counted(plan.summary.leaving ?? 0, "user")}; nothing of this changes live`;
}

/** What leaves and what stays live of it, not yet escaped. */
export function whatOf({ userId, field, key, stays }: Leaving): string {
  if (field === undefined)
    return userId === undefined ? "the whole user, of whom nobody live was found" : "the whole user";
  const name = fieldOf({ field, ...(key ? { key } : {}) });
  if (!stays) return `${name}, which could not be read`;
  const values = stays.map((one) => (one.key && !key ? `${one.key.name} ` : "") + shownValue(one.value));
  return values.length === 0 ? `${name}, which is unset` : `${name} stays ${values.join(", ")}`;
}

/** Whole users first, then by e-mail. */
export function leavingOf({ leaving = [] }: Plan): readonly Leaving[] {
  const rank = ({ field }: Leaving) => (field === undefined ? 0 : 1);
  return leaving.toSorted((a, b) => rank(a) - rank(b) || compare(a.email, b.email));
}
