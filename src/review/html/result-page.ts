import { duration, figure } from "../../model/figures.ts";
import type { Result } from "../../model/outcome.ts";
import { adviceOf, headlineOf, STATUS_WORDS, usersByStatus } from "../outcomes.ts";
import { redactionNote } from "../redaction-note.ts";
import { type Figure, facts, figureRow, moment, verdict } from "./figures.ts";
import { html, type Markup, text } from "./markup.ts";
import { outcomeSection, TONES } from "./outcomes.ts";
import { pageOf, section } from "./page.ts";
import { resultWaysOn } from "./result-ways-on.ts";
import { runSection } from "./run/run-section.ts";

/** What became of a plan, as a page. */
export function renderResultHtml(result: Result): string {
  return pageOf({
    title: `Apply in ${result.org.name}`,
    head: headOf(result),
    body: [adviceSection(result), runSection(result), outcomeSection(result), resultWaysOn(result)],
    foot: footOf(result),
  });
}

function headOf(result: Result): Markup {
  const { made, stopped, exitCode } = result;
  const tone = exitCode === 0 ? "good" : exitCode === 3 ? "careful" : "bad";
  return html`${facts([`run ${result.run}`, `began ${moment(made.at)}`, `exit code ${exitCode}`, redactionNote(result)])}${verdict(tone, headlineOf(result))}${
    stopped &&
    html`<p class="rail bad"><span class="badge">${text(stopped.code)}</span> ${stopped.message}</p>
`
  }${figureRow(figuresOf(result))}`;
}

function figuresOf(result: Result): readonly Figure[] {
  const { calls, made } = result;
  return [
    ...usersByStatus(result).map(([status, users]) => ({
      label: `users ${STATUS_WORDS[status]}`,
      value: figure(users),
      tone: TONES[status],
    })),
    { label: "writes", value: figure(calls.writes) },
    { label: "reads", value: figure(calls.reads) },
    {
      label: "answered 429",
      value: figure(calls.throttled),
      tone: calls.throttled > 0 ? "careful" : undefined,
    },
    { label: "in all", value: duration(made.seconds) },
  ];
}

function adviceSection(result: Result): Markup {
  const advice = adviceOf(result).map(
    (line) => html`<li>${line}</li>
`,
  );
  return section(
    "advice",
    "What to do now",
    ...(advice.length > 0
      ? [
          html`<ul class="remarks">
${advice}</ul>
`,
        ]
      : []),
  );
}

function footOf({ run, planHash, reviewHash, made }: Result): Markup {
  return html`<dl class="foot">
<div><dt>Run</dt><dd><code>${text(run)}</code></dd></div>
<div><dt>Review hash</dt><dd><code>${text(reviewHash)}</code></dd></div>
<div><dt>Plan hash</dt><dd><code>${text(planHash)}</code></dd></div>
<div><dt>Made by</dt><dd>gus ${text(made.toolVersion)}</dd></div>
</dl>
`;
}
