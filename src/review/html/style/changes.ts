/**
 * The list of users with what changes, and what filters it. Users are blocks, not list items: these are numbered, and hiding many would
 * take the browser seconds for numbers that nobody sees.
 */
export const CHANGES = `
.filters { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: end; gap: 0.5rem 0.75rem; margin: 0 -0.5rem; padding: 0.6rem 0.5rem;
  background: var(--page); border-bottom: 1px solid var(--line); }
.filters label { display: grid; gap: 0.1rem; font-size: 0.75rem; color: var(--faint); }
.filters input, .filters select, .filters button { height: 2rem; padding: 0 0.5rem; font: inherit; font-size: 0.875rem; color: var(--text);
  background: var(--panel); border: 1px solid var(--line); border-radius: 5px; max-width: 100%; }
.filters input { width: 15rem; }
.filters select { width: 12rem; }
.filters button { cursor: pointer; padding-inline: 0.8rem; }
.filters output { margin-left: auto; padding-bottom: 0.35rem; color: var(--faint); }
.columns, .user li { display: grid; grid-template-columns: 1rem minmax(7rem, 13rem) minmax(0, 1fr) 1rem minmax(0, 1fr) minmax(8rem, 17rem);
  column-gap: 0.5rem; align-items: baseline; }
.columns { margin-top: 0.6rem; padding-bottom: 0.25rem; border-bottom: 1px solid var(--line); font-size: 0.75rem; color: var(--faint); }
.kept-out del, .kept-out ins { background: none; }
.user { display: block; padding: 0.45rem 0 0.5rem; border-bottom: 1px solid var(--line); content-visibility: auto; contain-intrinsic-size: auto 4.5rem; }
.user h3 { margin: 0; }
.user .name, .user .division, .user .badge { margin-left: 0.5rem; }
.user .division::before { content: "· "; }
.user li { padding: 0.06rem 0; }
/* On a wide page, columns of the row; on a narrow one, a line of their own. */
.values { display: contents; }
.sign { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; text-align: center; color: var(--faint); }
.added .sign { color: var(--added); }
.removed .sign { color: var(--removed); }
.grave .field { font-weight: 700; color: var(--careful); }
.place .by { display: block; font: 0.75rem/1.4 system-ui, sans-serif; }
.carried, .carried .kept { color: var(--faint); }
.carried .kept { grid-column: 3 / 6; padding: 0 0.25rem; }
.place { text-align: left; font-size: 0.75rem; }
.columns span:last-child { text-align: left; }
@media (max-width: 60rem) {
  .columns { display: none; }
  .user li { grid-template-columns: 1rem minmax(0, 1fr) minmax(0, auto); margin-bottom: 0.3rem; }
  .values { grid-column: 2 / 4; display: flex; flex-wrap: wrap; column-gap: 0.4rem; }
  .user li .place { grid-column: 3; grid-row: 1; text-align: right; }
  .values .unset { padding-left: 0; }
  .carried .kept { grid-column: 2 / 4; padding-left: 0; }
}
@media (max-width: 40rem) {
  .filters { position: static; }
  .filters label, .filters input, .filters select { width: 100%; }
  .filters label { flex: 1 1 9rem; }
  .filters label:first-child { flex-basis: 100%; }
  .filters output { margin-left: 0; flex-basis: 100%; }
}
`;
