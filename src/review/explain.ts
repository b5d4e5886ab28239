import { renderField, renderValue } from "../fields/render.ts";
import type { WrittenCell, WrittenUser } from "../model/definitions.ts";
import type { Place } from "../model/problem.ts";
import { forTerminal } from "./escape.ts";
import { paintFor, type Style } from "./style.ts";
import { pad, widest } from "./width.ts";

/**
 * What the definitions ask of a user: each value with its place and who said so. `field` narrows it to one field
 * (`skills`) or one key (`skills.Billing`).
 */
export function renderExplain(user: WrittenUser, field: string | undefined, style: Style): string {
  const paint = paintFor(style);
  const rows = [...identityRows(user), ...user.cells.map(cellRow), ...exactRows(user)].filter(wanted(field));
  const heading = `${paint("heading", forTerminal(user.email))}  ${paint("faint", where(user.source))}`;
  if (rows.length === 0) return `${heading}\n  ${nothing(user, field)}\n`;
  const columns = [0, 1, 2].map((column) =>
    widest(
      rows.map((row) => row[column] ?? ""),
      70,
    ),
  );
  const lines = rows.map(([name, value, place, from]) => {
    const [first = 0, second = 0, third = 0] = columns;
    return `  ${pad(name, first)}  ${pad(value, second)}  ${paint("faint", pad(place, third))}  ${from}`;
  });
  return `${[heading, ...lines].join("\n")}\n`;
}

/** Field, value, place, who said so; each escaped. */
type Row = readonly [name: string, value: string, place: string, from: string];

function cellRow(cell: WrittenCell): Row {
  const name = renderField(
    cell.key === undefined
      ? { field: cell.field }
      : { field: cell.field, key: { id: cell.key, name: cell.key } },
  );
  return [
    forTerminal(name),
    forTerminal(renderValue(cell.value)),
    where(cell.source),
    forTerminal(cell.from),
  ];
}

function identityRows({ id, previously }: WrittenUser): readonly Row[] {
  const rows = [
    ["id", id],
    ["previously", previously],
  ] as const;
  return rows.flatMap(([name, said]) =>
    said ? [[name, forTerminal(said.value), where(said.source), "user"] as const] : [],
  );
}

function exactRows({ exact }: WrittenUser): readonly Row[] {
  return [...exact].map(([name, place]) => [
    forTerminal(name),
    "exact",
    where(place),
    "unlisted live entries are removed",
  ]);
}

function wanted(field: string | undefined): (row: Row) => boolean {
  if (field === undefined) return () => true;
  const name = forTerminal(field);
  return ([own]) => own === name || own.startsWith(`${name}.`) || (name.startsWith(`${own}.`) && own !== "");
}

function nothing({ managed }: WrittenUser, field: string | undefined): string {
  if (field === undefined) return "The definitions ask nothing of this user.";
  const name = forTerminal(field);
  if (managed.has(field)) return `${name} is managed, but nothing is asked of it.`;
  return `${name} is not managed for this user: whatever is live stays as it is.`;
}

function where({ file, line }: Place): string {
  return `${forTerminal(file)}:${line}`;
}
