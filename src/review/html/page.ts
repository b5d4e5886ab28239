import { createHash } from "node:crypto";
import { SCRIPT } from "./browser/script.ts";
import { asItStands, html, type Markup } from "./markup.ts";
import { STYLESHEET } from "./style/stylesheet.ts";

/** What every page has, whatever its document is. */
export interface Page {
  /** Of the window, and the first heading. */
  readonly title: string;
  readonly head: Markup;
  readonly body: readonly Markup[];
  readonly foot: Markup;
}

/**
 * A page in one file that asks nobody for anything: a browser runs the one script and applies the one stylesheet whose hashes it
 * names, and refuses all else, whatever a value should manage to smuggle in.
 */
export function pageOf({ title, head, body, foot }: Page): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${asItStands(STYLESHEET)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<h1>${title}</h1>
${head}
</header>
<main id="main" tabindex="-1">
${body}</main>
<footer>
${foot}</footer>
<script>${asItStands(SCRIPT)}</script>
</body>
</html>
`;
  return page.markup;
}

const POLICY = [
  "default-src 'none'",
  `script-src '${hashOf(SCRIPT)}'`,
  `style-src '${hashOf(STYLESHEET)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

function hashOf(content: string): string {
  return `sha256-${createHash("sha256").update(content).digest("base64")}`;
}

/** A part of a page under a heading of its own; nothing when it has nothing to say. */
export function section(id: string, title: string, ...content: readonly (Markup | undefined)[]): Markup {
  const filled = content.filter((part) => part !== undefined);
  if (filled.length === 0) return html``;
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${filled}</section>
`;
}
