import { renderField, renderValue } from "../fields/render.ts";
import type { Definitions, WrittenCell } from "../model/definitions.ts";
import { counted } from "../model/figures.ts";
import type { Change } from "../model/plan.ts";
import type { Place } from "../model/problem.ts";
import { forTerminal } from "./escape.ts";
import { paintFor, type Style } from "./style.ts";
import { compare, usersIn } from "./users.ts";
import { pad, widest } from "./width.ts";

/** A difference that definitions took over. */
export interface AdoptedChange {
  readonly user: { readonly email: string; readonly source: Place };
  readonly change: Change;
  /** As the definitions spell it. */
  readonly key?: string;
  /** What the definitions asked before; absent where they did not list it. */
  readonly asked?: WrittenCell;
}

/** What definitions took over: the changes, those that a profile or defaults say for many, and the definitions as they are now. */
export interface AdoptedChanges {
  readonly adopted: readonly AdoptedChange[];
  readonly atLayers: readonly { readonly from: WrittenCell; readonly adopted: readonly AdoptedChange[] }[];
  readonly definitions: Definitions;
}

/** Line by line what the definitions say anew, and what stands below it where that is overridden. */
export function renderAdoption({ adopted, atLayers, definitions }: AdoptedChanges, style: Style): string {
  const find = finder(definitions);
  const shared = new Set(atLayers.flatMap((layer) => layer.adopted));
  const own = adopted.filter((one) => !shared.has(one)).map((one) => ownRow(one, find(one)));
  const layers = atLayers.flatMap(({ from, adopted: all }) =>
    all.slice(0, 1).map((one) => layerRow(one, find(one), from, all.length)),
  );
  const rows = [...layers, ...own].toSorted((a, b) => compare(a.at.file, b.at.file) || a.at.line - b.at.line);
  const paint = paintFor(style);
  const places = rows.map(({ at }) => `${forTerminal(at.file)}:${at.line}`);
  const [first, second] = [
    widest(places, 60),
    widest(
      rows.map(({ who }) => who),
      50,
    ),
  ];
  return rows
    .map(({ who, what, note }, index) => {
      const line = `${paint("faint", pad(places[index] ?? "", first))}  ${pad(who, second)}  ${what}`;
      return note === "" ? `${line}\n` : `${line}  ${paint("faint", note)}\n`;
    })
    .join("");
}

/** What it comes to, in one line. */
export function adoptionLine(
  { adopted }: Pick<AdoptedChanges, "adopted">,
  files: number,
  dryRun: boolean,
): string {
  if (adopted.length === 0) return "Nothing to adopt.";
  const users = usersIn(adopted.map(({ change }) => change));
  const what = `${counted(adopted.length, "live value")} of ${counted(users, "user")} in ${counted(files, "file")}`;
  return dryRun ? `Nothing was written. Without --dry-run: ${what}.` : `Adopted ${what}.`;
}

interface Row {
  readonly at: Place;
  readonly who: string;
  readonly what: string;
  readonly note: string;
}

function ownRow({ user, change, asked }: AdoptedChange, at: Place): Row {
  const below = asked && asked.from !== "user" ? asked : undefined;
  const note = below ? `overrides ${forTerminal(below.from)} (${placeText(below.source)})` : "";
  return { at, who: forTerminal(user.email), what: whatOf(change), note };
}

function layerRow({ change }: AdoptedChange, at: Place, from: WrittenCell, users: number): Row {
  return { at, who: forTerminal(from.from), what: whatOf(change), note: `for ${counted(users, "user")}` };
}

/** What the definitions asked, and what live has. */
function whatOf(change: Change): string {
  const [asked, live] = [change.after, change.before].map((value) => forTerminal(renderValue(value)));
  return `${forTerminal(renderField(change))}: ${asked} → ${live}`;
}

function placeText({ file, line }: Place): string {
  return `${forTerminal(file)}:${line}`;
}

/** Where definitions say something now; where they say it by leaving something out, what stands beside it, or the entry. */
function finder({ users }: Definitions): (one: AdoptedChange) => Place {
  const byEmail = new Map(users.map((user) => [user.email, user]));
  return ({ user: { email, source }, change: { field }, key }) => {
    const user = byEmail.get(email);
    const cells = user?.cells.filter((one) => one.field === field) ?? [];
    const beside = cells.find(({ from }) => from === "user");
    return (cells.find((one) => one.key === key) ?? beside ?? user)?.source ?? source;
  };
}
