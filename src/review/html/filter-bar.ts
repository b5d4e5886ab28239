import { figure } from "../../model/figures.ts";
import { html, type Markup } from "./markup.ts";

/** One way to narrow a list down; `of` says whether its values stand at users or at their rows. */
export interface Facet {
  readonly name: "field" | "division" | "kind" | "cause" | "by" | "age" | "status";
  readonly label: string;
  /** What the list holds, most users first, with how many users have it. */
  readonly values: readonly (readonly [string, number])[];
}

/** What counts as one row of a list. */
export type RowWord = "changes" | "differences" | "outcomes";

/** Shown by the page's script alone, since nothing else can make it work. A way to choose between one thing is left out. */
export function filterBar(rows: RowWord, facets: readonly Facet[]): Markup {
  const choices = facets.filter(({ values }) => values.length > 1).map(choice);
  return html`<div class="filters" role="search" aria-label="Filter ${rows}" data-rows="${rows}" hidden>
<label>User <input type="search" name="user" placeholder="name or e-mail" autocomplete="off" spellcheck="false"></label>
${choices}<button type="button">Show all</button>
<output aria-live="polite"></output>
</div>
<p class="faint unfiltered">Filters need JavaScript. Nothing is hidden without it.</p>
`;
}

function choice({ name, label, values }: Facet): Markup {
  const options = values.map(
    ([value, users]) =>
      html`<option value="${value}" data-label="${value}">${value} (${figure(users)})</option>`,
  );
  return html`<label>${label} <select name="${name}"><option value="">all</option>${options}</select></label>
`;
}

/** Values with how many users have each, most first. */
export function countedValues(
  pairs: Iterable<readonly [userId: string, value: string | undefined]>,
): readonly (readonly [string, number])[] {
  const users = new Map<string, Set<string>>();
  for (const [userId, value] of pairs) {
    if (value === undefined) continue;
    users.set(value, (users.get(value) ?? new Set()).add(userId));
  }
  const counts = [...users].map(([value, ids]) => [value, ids.size] as const);
  return counts.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
