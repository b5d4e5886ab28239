/** Type, headings, figures, rails and lists. */
export const PAGE = `
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 78rem; padding: 1.5rem 1.25rem 4rem; background: var(--page); color: var(--text);
  font: 0.875rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere;
  font-variant-numeric: tabular-nums; }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; }
h2 { margin: 2.25rem 0 0.6rem; font-size: 1.05rem; font-weight: 650; }
h3 { margin: 1rem 0 0.25rem; font-size: 0.875rem; font-weight: 600; }
p, ul, ol, dl, dd { margin: 0; }
p { margin-block: 0.4rem; max-width: 62rem; }
ul, ol { padding: 0; list-style: none; }
code, pre, .field, .place, del, ins, .unset, .kept { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.8125rem; }
b { font-weight: 600; }
bdi, b, del, ins, .kept, .who, .name, .field, .place { unicode-bidi: isolate; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
[hidden] { display: none !important; }
.skip { position: absolute; left: -100rem; padding: 0.4rem 0.8rem; background: var(--panel); }
.skip:focus { left: 1rem; top: 0.5rem; z-index: 3; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.faint, .place, .measure, .name, .division, .facts { color: var(--faint); }
.measure, .name, .division { font-weight: 400; }
.facts { display: flex; flex-wrap: wrap; column-gap: 1.25rem; margin-top: 0.25rem; }
.verdict, .rail { margin: 0.9rem 0; padding: 0.6rem 0.9rem; border-left: 3px solid var(--tone-line); border-radius: 3px;
  background: var(--tone-soft); max-width: none; }
.verdict { font-size: 1rem; font-weight: 550; }
.bad { --tone: var(--bad); --tone-soft: var(--bad-soft); --tone-line: var(--bad-line); }
.careful { --tone: var(--careful); --tone-soft: var(--careful-soft); --tone-line: var(--careful-line); }
.good { --tone: var(--good); --tone-soft: var(--good-soft); --tone-line: var(--good-line); }
.plain { --tone: var(--text); }
.rail { margin-block: 0.5rem; }
.rail h3 { margin: 0; color: var(--tone); }
.rail p { margin: 0.1rem 0 0; }
.rail .measure { color: inherit; }
.rail code { white-space: nowrap; }
.figures { display: flex; flex-wrap: wrap; gap: 0.9rem 2.25rem; margin-top: 1.1rem; }
.figures div { display: flex; flex-direction: column-reverse; }
.figures dt { color: var(--faint); font-size: 0.8125rem; }
.figures dd { font-size: 1.45rem; line-height: 1.2; font-weight: 600; color: var(--tone); letter-spacing: -0.01em; }
.badge { display: inline-block; padding: 0 0.4rem; border: 1px solid var(--line); border-radius: 1rem; font: 500 0.75rem/1.4 system-ui, sans-serif;
  color: var(--faint); white-space: nowrap; }
.badge.drift, .badge.both, .badge.new { color: var(--careful); border-color: var(--careful-line); }
del { color: var(--removed); background: var(--removed-soft); text-decoration: none; }
ins { color: var(--added); background: var(--added-soft); text-decoration: none; }
del, ins, .unset { padding: 0 0.25rem; border-radius: 3px; justify-self: start; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
.arrow, .unset { color: var(--faint); }
.careful-list li, .remarks li { padding: 0.25rem 0; border-top: 1px solid var(--line); content-visibility: auto; contain-intrinsic-size: auto 1.8rem; }
.careful-list li { display: grid; grid-template-columns: minmax(10rem, 22rem) minmax(0, 1fr); column-gap: 1rem; }
.careful-list .arrow { margin-inline: 0.35rem; }
.careful-list .arrow:first-child { margin-left: 0; }
.careful-list ins + .place, .remarks .place { margin-left: 0.5rem; }
.remarks .value { color: var(--faint); margin-right: 0.6rem; white-space: normal; }
table { border-collapse: collapse; }
th, td { padding: 0.25rem 1.5rem 0.25rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--faint); }
.number { text-align: right; }
pre { margin: 0.4rem 0 1rem; padding: 0.6rem 0.8rem; background: var(--panel); border: 1px solid var(--line); border-radius: 5px;
  white-space: pre-wrap; }
footer { margin-top: 2.5rem; padding-top: 0.8rem; border-top: 1px solid var(--line); }
.foot div { display: grid; grid-template-columns: 7rem minmax(0, 1fr); }
.foot dt { color: var(--faint); }
@media (max-width: 40rem) {
  body { padding: 1rem 0.9rem 3rem; }
  .figures { gap: 0.7rem 1.5rem; }
  .figures dd { font-size: 1.25rem; }
  .careful-list li { grid-template-columns: minmax(0, 1fr); }
  .foot div { grid-template-columns: 1fr; margin-bottom: 0.4rem; }
  th, td { padding-right: 0.75rem; }
}
@media print { .filters, .skip { display: none; } .user { break-inside: avoid; content-visibility: visible; } }
`;
