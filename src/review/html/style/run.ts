/** A run as pictures, and what became of each user. */
export const RUN = `
.charts { margin-top: 0.75rem; }
.chart, .axis { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); column-gap: 0.75rem; margin-bottom: 0.5rem; }
.chart .label { display: flex; flex-direction: column; text-align: right; font-size: 0.8125rem; line-height: 1.3; }
.chart svg { display: block; width: 100%; background: var(--panel); border-bottom: 1px solid var(--line); }
.chart.tall svg { height: 9rem; }
.chart.middle svg { height: 5rem; }
.chart.lane svg { height: 1.75rem; }
.chart.lane .label { justify-content: center; }
.axis { grid-template-columns: none; display: flex; justify-content: space-between; margin-left: 10.25rem; font-size: 0.75rem; color: var(--faint); }
.bar { fill: var(--bar); }
.done { fill: var(--good-line); }
.pause { fill: var(--pause); }
.throttled { fill: var(--throttled); }
.conflicts { fill: var(--conflict); }
.line { fill: none; stroke-width: 1.5; vector-effect: non-scaling-stroke; }
.limit { stroke: var(--limit); }
.allowed { stroke: var(--allowed); stroke-dasharray: 4 3; }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0.5rem 0 0.75rem 10.25rem; font-size: 0.75rem; color: var(--faint); }
.legend li::before { content: ""; display: inline-block; width: 0.9rem; height: 0.65rem; margin-right: 0.4rem; border-radius: 2px; background: var(--key); }
.key-bar { --key: var(--bar); } .key-pause { --key: var(--pause); } .key-throttled { --key: var(--throttled); } .key-conflict { --key: var(--conflict); }
.legend .key-limit::before, .legend .key-allowed::before { height: 0; border-top: 2px solid var(--limit); vertical-align: middle; border-radius: 0; }
.legend .key-allowed::before { border-top: 2px dashed var(--allowed); }
details { margin-top: 0.75rem; }
summary { cursor: pointer; color: var(--accent); }
.scroll { max-height: 24rem; overflow: auto; margin-top: 0.5rem; border: 1px solid var(--line); border-radius: 5px; padding: 0 0.75rem; }
.scroll th, .scroll td { padding-right: 1.25rem; font-weight: 400; }
.scroll thead th { position: sticky; top: 0; background: var(--page); }
.outcomes .user { display: grid; grid-template-columns: minmax(12rem, 22rem) minmax(0, 1fr); column-gap: 1rem; padding-block: 0.3rem;
  contain-intrinsic-size: auto 2rem; }
.outcomes .user li { grid-template-columns: 9rem minmax(0, 1fr); }
.user .status { color: var(--tone); font-weight: 600; }
.conflict { margin: 0.15rem 0; }
@media (max-width: 40rem) {
  .chart { grid-template-columns: 1fr; row-gap: 0.15rem; }
  .chart .label, .chart.lane .label { flex-direction: row; justify-content: space-between; text-align: left; }
  .axis, .legend { margin-left: 0; }
  .outcomes .user { grid-template-columns: minmax(0, 1fr); }
}
`;
