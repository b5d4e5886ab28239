import type { PauseReason } from "../../../model/event.ts";
import { counted, duration } from "../../../model/figures.ts";
import type { Result } from "../../../model/outcome.ts";
import type { PauseTotal, Timeline } from "../../../model/timeline.ts";
import { openByUser } from "../../outcomes.ts";
import { html, type Markup } from "../markup.ts";
import { section } from "../page.ts";
import { chart } from "./chart.ts";
import { callPicture, conflictPicture, pausePicture, throttledPicture, userPicture } from "./pictures.ts";
import { sliceTable } from "./slice-table.ts";
import { lengthOf, shortTime } from "./time.ts";

const PAUSE_WORDS: Readonly<Record<PauseReason, string>> = {
  throttled: "after answers of 429",
  backoff: "after a fault of the server",
  settle: "settling before routing",
  contended: "before users who were refused again and again",
  resume: "until calls of an earlier process were surely over",
  reserve: "until others had got their part of the limit",
  lock: "while another run held the lock",
};

/** A run over time: pictures one above the other on the same axis, and the same in words and as a table. */
export function runSection(result: Result): Markup {
  const { timeline, outcomes } = result;
  if (!timeline) return html``;
  const users = new Set(outcomes.map(({ userId }) => userId)).size;
  const pictures = [
    callPicture(timeline),
    userPicture(timeline, users, openByUser(result).length),
    throttledPicture(timeline),
    conflictPicture(timeline),
    pausePicture(timeline),
  ];
  return section(
    "run",
    "The run over time",
    html`<p class="faint">${stagesOf(timeline)}</p>
<div class="charts">
${pictures.map(chart)}<div class="axis" aria-hidden="true">${axis(timeline)}</div>
</div>
${LEGEND}`,
    pauseList(timeline),
    sliceTable(timeline),
  );
}

function stagesOf({ stages }: Timeline): string {
  return stages.map(({ stage, atMs }) => `${stage} from ${shortTime(atMs)}`).join(" · ");
}

function axis(timeline: Timeline): readonly Markup[] {
  const all = lengthOf(timeline);
  return [0, 0.25, 0.5, 0.75, 1].map((part) => html`<span>${shortTime(all * part)}</span>`);
}

const LEGEND = html`<ul class="legend" aria-hidden="true">
<li class="key-bar">calls in the window</li><li class="key-limit">limit</li><li class="key-allowed">what gus allows itself</li>
<li class="key-pause">pause</li><li class="key-throttled">answered 429</li><li class="key-conflict">conflict</li>
</ul>
`;

function pauseList({ pauseTotals }: Timeline): Markup | undefined {
  if (pauseTotals.length === 0) return undefined;
  const rows = pauseTotals.map(
    ({ reason, count, ms }: PauseTotal) =>
      html`<li><b>${counted(count, "pause")}</b> ${PAUSE_WORDS[reason]}: ${duration(ms / 1000)} in all</li>
`,
  );
  return html`<ul class="remarks">
${rows}</ul>
`;
}
