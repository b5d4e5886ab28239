import type { Document, Element } from "./dom.ts";

/*
 * The functions of this file run in a browser, where each finds the others by name and nothing else: no imports, no constants outside,
 * only texts and `hidden` are ever set.
 */

/** A user of a list, with whatever can be asked of it. */
interface User {
  readonly element: Element;
  readonly words: string;
  readonly rows: readonly Row[];
}

interface Row {
  readonly element: Element;
  /** By the name of the choice that looks at it. */
  readonly values: Readonly<Record<string, string | undefined>>;
}

interface Filters {
  readonly search: Element;
  readonly choices: readonly Element[];
  readonly output: Element;
  readonly rows: string;
  readonly users: readonly User[];
}

/** Makes every filter bar of a page work. */
export function startFilters(page: Document): void {
  for (const bar of page.querySelectorAll(".filters")) {
    const filters = filtersOf(bar);
    if (!filters) continue;
    const update = () => showMatching(filters);
    for (const control of [filters.search, ...filters.choices]) control.addEventListener("input", update);
    bar.querySelector("button")?.addEventListener("click", () => {
      for (const control of [filters.search, ...filters.choices]) control.value = "";
      update();
      filters.search.focus();
    });
    bar.hidden = false;
    for (const note of bar.parentElement?.querySelectorAll(".unfiltered") ?? []) note.hidden = true;
    update();
  }
}

function filtersOf(bar: Element): Filters | undefined {
  const [search, output, section] = [
    bar.querySelector("input"),
    bar.querySelector("output"),
    bar.parentElement,
  ];
  if (!search || !output || !section) return undefined;
  return {
    search,
    output,
    choices: [...bar.querySelectorAll("select")],
    rows: bar.dataset.rows ?? "",
    users: [...section.querySelectorAll(".user")].map(userOf),
  };
}

function userOf(element: Element): User {
  const own = element.dataset;
  const rows = [...element.querySelectorAll("[data-field], [data-status]")];
  return {
    element,
    words: (element.querySelector("h3")?.textContent ?? "").toLowerCase(),
    rows: rows.map((row) => ({ element: row, values: { ...own, ...row.dataset } })),
  };
}

/** Hides what does not match, and tells how much is left, for each choice what it would leave. */
function showMatching(filters: Filters): void {
  const words = filters.search.value.trim().toLowerCase();
  const counts = new Map<string, number>();
  let [users, rows] = [0, 0];
  for (const user of filters.users) {
    const matching = showUser(user, user.words.includes(words), filters.choices, counts);
    users += matching > 0 ? 1 : 0;
    rows += matching;
  }
  tellCounts(filters, users, rows);
  for (const choice of filters.choices) labelOptions(choice, counts);
}

/** Shows the rows of a user that match, and answers how many they are. */
function showUser(
  { element, rows }: User,
  named: boolean,
  choices: readonly Element[],
  counts: Map<string, number>,
): number {
  const within = new Set<string>();
  let matching = 0;
  for (const row of rows) {
    const missed = choices.filter(({ name, value }) => value !== "" && row.values[name] !== value);
    row.element.hidden = missed.length > 0;
    matching += named && missed.length === 0 ? 1 : 0;
    if (named) for (const id of leftBy(row, missed, choices)) within.add(id);
  }
  element.hidden = matching === 0;
  for (const id of within) counts.set(id, (counts.get(id) ?? 0) + 1);
  return matching;
}

/** What a row counts for: with every choice if it matches, else with the one choice that alone would have to change. */
function leftBy(row: Row, missed: readonly Element[], choices: readonly Element[]): readonly string[] {
  if (missed.length > 1) return [];
  const open = missed.length === 0 ? choices : missed;
  return open.map(({ name }) => `${name} ${row.values[name]}`);
}

function labelOptions(choice: Element, counts: ReadonlyMap<string, number>): void {
  for (const option of choice.querySelectorAll("option[value]")) {
    const { label } = option.dataset;
    if (label !== undefined)
      option.textContent = `${label} (${shown(counts.get(`${choice.name} ${option.value}`) ?? 0)})`;
  }
}

function tellCounts({ users: all, rows: word, output }: Filters, users: number, rows: number): void {
  const allRows = all.reduce((sum, user) => sum + user.rows.length, 0);
  const left = `${shown(users)} of ${shown(all.length)} users, ${shown(rows)} of ${shown(allRows)} ${word}`;
  output.textContent =
    users === all.length && rows === allRows ? `${shown(users)} users, ${shown(rows)} ${word}` : left;
}

function shown(count: number): string {
  return count.toLocaleString("en-US");
}

/** Every function above, for the browser. */
export const FILTER_FUNCTIONS: readonly { toString(): string }[] = [
  startFilters,
  filtersOf,
  userOf,
  showMatching,
  showUser,
  leftBy,
  labelOptions,
  tellCounts,
  shown,
];
