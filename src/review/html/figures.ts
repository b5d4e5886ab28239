import { html, type Markup } from "./markup.ts";

/** A figure that a reader looks for first. */
export interface Figure {
  readonly label: string;
  readonly value: string;
  /** Colours it where its value is not the harmless one. */
  readonly tone?: "bad" | "careful" | "good" | undefined;
}

/** A row of figures under the title. */
export function figureRow(figures: readonly Figure[]): Markup {
  const cells = figures.map(
    ({ label, value, tone = "plain" }) => html`<div class="${tone}"><dt>${label}</dt><dd>${value}</dd></div>`,
  );
  return html`<dl class="figures">${cells}</dl>
`;
}

/** What a document comes to, in a sentence that nobody can miss. */
export function verdict(tone: "bad" | "careful" | "good", sentence: string): Markup {
  return html`<p class="verdict ${tone}">${sentence}</p>
`;
}

/** Small facts about a document, in one line. */
export function facts(parts: readonly (string | undefined)[]): Markup {
  const items = parts.filter(Boolean).map((part) => html`<li>${part}</li>`);
  return items.length === 0
    ? html``
    : html`<ul class="facts">${items}</ul>
`;
}

/** A command to paste, with what it does; nothing where there is none. */
export function command(what: string, line: string | undefined): Markup | undefined {
  if (line === undefined) return undefined;
  return html`<p>${what}</p>
<pre tabindex="0" aria-label="${what}"><code>${line}</code></pre>
`;
}

/** A time of a document as people read it: to the second, with its zone. */
export function moment(iso: string): string {
  return iso.replace(/^([\d-]+)T([\d:]+)(?:\.\d+)?Z$/, "$1 $2 UTC");
}
