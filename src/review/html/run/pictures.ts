import { counted, duration, figure } from "../../../model/figures.ts";
import type { Slice, Timeline } from "../../../model/timeline.ts";
import type { Markup } from "../markup.ts";
import { bar, HEIGHT, type Picture, steps, WIDTH } from "./chart.ts";
import { lengthOf, shortTime } from "./time.ts";

/** How full the window was, against the limit and what gus allows itself; pauses stand behind. */
export function callPicture(timeline: Timeline): Picture {
  const accounts = timeline.slices.flatMap(({ account }) => account ?? []);
  const fullest = Math.max(0, ...accounts.map(({ used }) => used));
  const limit = Math.max(0, ...accounts.map((account) => account.limit));
  const top = Math.max(1, limit, fullest) * 1.06;
  const up = (count: number) => (count / top) * HEIGHT;
  const used = bars(
    timeline,
    "bar",
    ({ account }) => account && up(account.used),
    ({ account }) =>
      `${figure(account?.used ?? 0)} calls in the window, limit ${figure(account?.limit ?? 0)}`,
  );
  const lines = (["limit", "allowed"] as const).map((name) =>
    steps(`line ${name}`, held(timeline, name, up)),
  );
  return {
    name: "Calls in the window",
    scale: `limit ${figure(limit)}`,
    words: `at most ${figure(fullest)}; the limit was ${figure(limit)}. Answered 429: ${figure(sumOf(timeline, "throttled"))}.`,
    size: "tall",
    shapes: [...pauseBands(timeline, HEIGHT), ...used, ...lines],
  };
}

/** For how many users nothing was left to do, be it that they were held. */
export function userPicture(timeline: Timeline, users: number, open: number): Picture {
  const done = timeline.slices.at(-1)?.usersDone ?? 0;
  const up = (count: number) => (count / Math.max(1, users)) * HEIGHT * 0.97;
  const failing = open === 0 ? "" : `, ${figure(open)} not as planned`;
  return {
    name: "Users done",
    scale: `${figure(done)} of ${figure(users)}${failing}`,
    words: `${figure(done)} of ${counted(users, "user")} at the end${failing}; half of these after ${shortTime(halfAt(timeline, done))}.`,
    size: "middle",
    shapes: bars(
      timeline,
      "done",
      ({ usersDone }) => up(usersDone),
      ({ usersDone }) => `${figure(usersDone)} done`,
    ),
  };
}

export function throttledPicture(timeline: Timeline): Picture {
  return lane(timeline, "throttled", "Answered 429");
}

export function conflictPicture(timeline: Timeline): Picture {
  return lane(timeline, "conflicts", "Conflicts");
}

export function pausePicture(timeline: Timeline): Picture {
  const { pauseTotals } = timeline;
  const count = pauseTotals.reduce((sum, total) => sum + total.count, 0);
  const ms = pauseTotals.reduce((sum, total) => sum + total.ms, 0);
  const scale = count === 0 ? "none" : `${duration(ms / 1000)} in all`;
  const words = count === 0 ? "none." : `${figure(count)}, ${scale}.`;
  return { name: "Pauses", scale, words, size: "lane", shapes: pauseBands(timeline, HEIGHT) };
}

function lane(timeline: Timeline, what: "throttled" | "conflicts", name: string): Picture {
  const most = Math.max(1, ...timeline.slices.map((slice) => slice[what]));
  const total = sumOf(timeline, what);
  const shapes = bars(
    timeline,
    what,
    (slice) => (slice[what] > 0 ? 25 + (slice[what] / most) * 75 : undefined),
    (slice) => figure(slice[what]),
  );
  return {
    name,
    scale: total === 0 ? "none" : figure(total),
    words: `${figure(total)} in all.`,
    size: "lane",
    shapes,
  };
}

/** A bar for each slice that has a height. */
function bars(
  timeline: Timeline,
  look: string,
  heightOf: (slice: Slice) => number | undefined,
  tipOf: (slice: Slice) => string,
): readonly Markup[] {
  const width = WIDTH / timeline.slices.length;
  return timeline.slices.flatMap((slice, index) => {
    const height = heightOf(slice);
    const tip = `${shortTime(index * timeline.sliceMs)}: ${tipOf(slice)}`;
    return height ? [bar(look, index * width, (index + 0.86) * width, height, tip)] : [];
  });
}

/** A figure that holds until a call tells another. */
function held(
  { slices }: Timeline,
  name: "limit" | "allowed",
  up: (count: number) => number,
): readonly (readonly [number, number])[] {
  const width = WIDTH / slices.length;
  const known = slices.flatMap(({ account }, index) =>
    account ? [[index * width, up(account[name])] as const] : [],
  );
  const [first, last] = [known[0], known.at(-1)];
  return first && last ? [[0, first[1]], ...known, [WIDTH, last[1]]] : [];
}

function pauseBands(timeline: Timeline, height: number): readonly Markup[] {
  const all = lengthOf(timeline);
  const x = (ms: number) => (Math.min(ms, all) / all) * WIDTH;
  return timeline.pauses.map(({ atMs, ms, reason }) =>
    bar("pause", x(atMs), x(atMs + ms), height, `${shortTime(atMs)}: pause of ${shortTime(ms)}, ${reason}`),
  );
}

function sumOf({ slices }: Timeline, what: "throttled" | "conflicts"): number {
  return slices.reduce((sum, slice) => sum + slice[what], 0);
}

function halfAt({ slices, sliceMs }: Timeline, done: number): number {
  return (slices.findIndex(({ usersDone }) => usersDone * 2 >= done) + 1) * sliceMs;
}
