import { html, type Markup } from "../markup.ts";

/** Width and height of what shapes are given in; each picture is stretched to the page. */
export const WIDTH = 1000;
export const HEIGHT = 100;

/** A picture of a run over time. */
export interface Picture {
  readonly name: string;
  /** What its height means. */
  readonly scale: string;
  /** What it shows, in words. */
  readonly words: string;
  readonly size: "tall" | "middle" | "lane";
  readonly shapes: readonly Markup[];
}

/** Labels stand beside the shapes and not within, since these are stretched. */
export function chart({ name, scale, words, size, shapes }: Picture): Markup {
  return html`<div class="chart ${size}"><div class="label"><b>${name}</b><span class="faint">${scale}</span></div><svg role="img" aria-label="${name}: ${words}" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">${shapes}</svg></div>
`;
}

/** A rectangle from left to right that stands on the ground; `tip` is told where a mouse rests on it. */
export function bar(look: string, from: number, to: number, height: number, tip: string): Markup {
  const width = Math.max(to - from, 1);
  return html`<rect class="${look}" x="${tenths(from)}" y="${tenths(HEIGHT - height)}" width="${tenths(width)}" height="${tenths(height)}"><title>${tip}</title></rect>`;
}

/** A line through points, each held until the next. */
export function steps(look: string, points: readonly (readonly [x: number, y: number])[]): Markup {
  const [first, ...rest] = points;
  if (!first) return html``;
  const path = rest.map(([x, y]) => `H${tenths(x)}V${tenths(HEIGHT - y)}`).join("");
  return html`<path class="${look}" d="M${tenths(first[0])} ${tenths(HEIGHT - first[1])}${path}"/>`;
}

function tenths(length: number): number {
  return Math.round(length * 10) / 10;
}
