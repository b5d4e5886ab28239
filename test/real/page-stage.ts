import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import type { Result } from "../../src/model/outcome.ts";
import type { Plan } from "../../src/model/plan.ts";
import type * as Renderers from "../../src/review/renderers.ts";
import { needs, pathOf } from "./need.ts";

/** Pages as the built package makes them: their script is what the compiler made of it. */
const { RENDERERS } = (await import(
  new URL("../../dist/review/renderers.js", import.meta.url).href
)) as typeof Renderers;

export function pageOf(document: Plan | Result): string {
  const { html } = RENDERERS;
  const style = { color: false };
  const page =
    document.kind === "result" ? html.result?.(document, style) : html[document.kind]?.(document, style);
  return page ?? "";
}

/** A wide window in light, which every option may change. */
const WINDOW: BrowserContextOptions = { viewport: { width: 1280, height: 900 }, colorScheme: "light" };

/** Until the browser has drawn what there is. */
const DRAWN = "new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))";

export const PHONE: BrowserContextOptions = { viewport: { width: 375, height: 812 } };

/** Opens a page from a file, as a reviewer does with an artifact, and closes it again. */
export type OnPage = (
  html: string,
  act: (page: Page, openedMs: number) => Promise<void>,
  options?: BrowserContextOptions,
) => Promise<void>;

/** Gives the tests of a file one browser; without Chromium they are skipped, or fail in CI. */
export function openingPages(): OnPage {
  needs("chromium");
  const executablePath = pathOf("chromium");
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (executablePath !== undefined) browser = await chromium.launch({ executablePath });
  });
  afterAll(async () => {
    await browser?.close();
  });
  return async (html, act, options) => {
    if (!browser) throw new Error("Chromium was not started");
    await onPage(browser, html, act, options);
  };
}

/** The browser must find nothing to complain about, be refused nothing, and ask for nothing but the file. */
async function onPage(
  browser: Browser,
  html: string,
  act: (page: Page, openedMs: number) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "gus-page-"));
  const context = await browser.newContext({ ...WINDOW, ...options });
  try {
    const url = pathToFileURL(join(dir, "page.html")).href;
    await writeFile(join(dir, "page.html"), html);
    const page = await context.newPage();
    const trouble = troubleOf(page, url);
    const began = performance.now();
    await page.goto(url, { waitUntil: "load" });
    if (options.javaScriptEnabled !== false) await page.evaluate(DRAWN);
    await act(page, performance.now() - began);
    expect(trouble).toEqual([]);
  } finally {
    await context.close();
    await rm(dir, { recursive: true, force: true });
  }
}

/** What a browser has to say about a page, filled as it says it. */
function troubleOf(page: Page, url: string): readonly string[] {
  const trouble: string[] = [];
  page.on("console", (message) => trouble.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => undefined);
  });
  page.on("request", (request) => {
    if (request.url() !== url) trouble.push(`request: ${request.url()}`);
  });
  return trouble;
}

/** What keeps people from using a page, as axe-core sees it; each with the elements. */
export async function barriersOn(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate<readonly axe.Result[]>(
    "axe.run(document).then(({ violations }) => violations)",
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
