import { RATE } from "./conditions.ts";
import { type Counted, countedOver, type Seen } from "./windows.ts";

export interface Panel {
  readonly title: string;
  readonly note: string;
  readonly calls: readonly Seen[];
}

const STEP_MS = 1000;
const WIDTH = 860;
const LEFT = 46;
const RIGHT = 20;
const PLOT = WIDTH - LEFT - RIGHT;
const TOP = 64;
const HEIGHT = 96;
const GAP = 52;
const BOTTOM = 40;

const STYLE = `
  svg { --paper: #ffffff; --ink: #1f2328; --soft: #59636e; --grid: #d1d9e0; --passed: #54aeff; --edge: #0969da; --refused: #cf222e; }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #0d1117; --ink: #f0f6fc; --soft: #9198a1; --grid: #3d444d; --passed: #1f6feb; --edge: #58a6ff; --refused: #ff7b72; }
  }
  text { font: 12px system-ui, sans-serif; fill: var(--soft); }
  .head { font-size: 15px; font-weight: 600; fill: var(--ink); }
  .title { font-size: 13px; font-weight: 600; fill: var(--ink); }
  .paper { fill: var(--paper); }
  .grid { stroke: var(--grid); stroke-width: 1; }
  .limit { stroke: var(--ink); stroke-width: 1; stroke-dasharray: 5 4; }
  .passed { fill: var(--passed); fill-opacity: 0.45; stroke: var(--edge); stroke-width: 1; }
  .refused { fill: var(--refused); fill-opacity: 0.75; }
  .end { text-anchor: end; }
  .middle { text-anchor: middle; }
`;

/** Calls of the last minute over time, one panel below the other on the same axes: those let through, and on top those answered 429. */
export function drawPanels(head: string, panels: readonly Panel[]): string {
  const counted = panels.map(({ calls }) => countedOver(calls, RATE.windowMs, STEP_MS));
  const lastMs = Math.max(...counted.flat().map(({ atMs }) => atMs));
  const most = Math.max(RATE.limit, ...counted.flat().map(({ passed, refused }) => passed + refused));
  const scale = {
    x: (ms: number) => LEFT + (ms / lastMs) * PLOT,
    y: (calls: number) => HEIGHT - (calls / most) * HEIGHT,
    lastMs,
  };
  const height = TOP + panels.length * (HEIGHT + GAP) - GAP + BOTTOM;
  const drawn = panels.map((panel, index) => {
    const y = TOP + index * (HEIGHT + GAP);
    return `<g transform="translate(0 ${y})">${drawPanel(panel, counted[index] ?? [], scale)}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(head)}">
<style>${STYLE}</style>
<rect class="paper" width="${WIDTH}" height="${height}"/>
<text class="head" x="${LEFT}" y="22">${escaped(head)}</text>
${legend(WIDTH - RIGHT)}
${drawn.join("\n")}
${minutes(scale, height - BOTTOM + 18)}
</svg>
`;
}

interface Scale {
  readonly x: (ms: number) => number;
  readonly y: (calls: number) => number;
  readonly lastMs: number;
}

function drawPanel({ title, note }: Panel, counted: readonly Counted[], { x, y }: Scale): string {
  const right = WIDTH - RIGHT;
  const level = (calls: number, name: string) =>
    `<line class="${name}" x1="${LEFT}" x2="${right}" y1="${y(calls)}" y2="${y(calls)}"/>` +
    `<text class="end" x="${LEFT - 6}" y="${y(calls) + 4}">${calls}</text>`;
  const all = ({ passed, refused }: Counted) => passed + refused;
  return [
    `<text class="title" x="${LEFT}" y="-8">${escaped(title)}</text>`,
    `<text class="end" x="${right}" y="-8">${escaped(note)}</text>`,
    level(0, "grid"),
    level(RATE.limit / 2, "grid"),
    `<path class="passed" d="${area(
      counted,
      () => 0,
      ({ passed }) => passed,
      x,
      y,
    )}"/>`,
    `<path class="refused" d="${area(counted, ({ passed }) => passed, all, x, y)}"/>`,
    level(RATE.limit, "limit"),
  ].join("");
}

type Level = (counted: Counted) => number;

/** The outline of what lies between two levels. */
function area(counted: readonly Counted[], low: Level, high: Level, x: Scale["x"], y: Scale["y"]): string {
  const point = (level: Level) => (one: Counted) => `${x(one.atMs).toFixed(1)} ${y(level(one)).toFixed(1)}`;
  return `M${[...counted.map(point(high)), ...counted.toReversed().map(point(low))].join("L")}Z`;
}

function minutes({ x, lastMs }: Scale, y: number): string {
  const all = Array.from({ length: Math.floor(lastMs / 60_000) + 1 }, (_, minute) => minute);
  const ticks = all.map(
    (minute) => `<text class="middle" x="${x(minute * 60_000).toFixed(1)}" y="${y}">${minute}</text>`,
  );
  return `${ticks.join("")}<text class="end" x="${WIDTH - RIGHT}" y="${y + 16}">minutes</text>`;
}

function legend(right: number): string {
  const swatch = (name: string, text: string, from: number) =>
    `<rect class="${name}" x="${right - from}" y="12" width="12" height="12"/><text x="${right - from + 18}" y="22">${text}</text>`;
  const limit = `<line class="limit" x1="${right - 294}" x2="${right - 268}" y1="18" y2="18"/><text x="${right - 262}" y="22">limit</text>`;
  return limit + swatch("passed", "let through", 214) + swatch("refused", "answered 429", 112);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
