import { renderField, renderValue } from "../fields/render.ts";
import type { Definitions, WrittenCell } from "../model/definitions.ts";
import { counted } from "../model/figures.ts";
import { present } from "../model/present.ts";
import type { Problem } from "../model/problem.ts";
import type { Want } from "../model/want.ts";
import type { Adopted } from "./adopted.ts";

/** A value of a profile, or of defaults, that all users who take it from there have otherwise live, and all alike. */
export interface Proposal {
  readonly from: WrittenCell;
  readonly adopted: readonly [Adopted, ...Adopted[]];
}

/** What profiles and defaults could say so that nobody has to override them. One user alone makes no proposal. */
export function proposalsFor(adopted: readonly Adopted[], { users }: Definitions): readonly Proposal[] {
  const takers = new Map<WrittenCell, number>();
  // What a layer says is one and the same cell for all who take it.
  for (const { cells } of users) for (const cell of cells) takers.set(cell, (takers.get(cell) ?? 0) + 1);
  return [...byLayer(adopted)].flatMap(([from, [first, ...others]]) => {
    if (!first || others.length === 0 || takers.get(from) !== others.length + 1) return [];
    const alike = others.every(({ value }) => JSON.stringify(value) === JSON.stringify(first.value));
    return alike ? [{ from, adopted: [first, ...others] }] : [];
  });
}

function byLayer(adopted: readonly Adopted[]): ReadonlyMap<WrittenCell, readonly Adopted[]> {
  const groups = new Map<WrittenCell, Adopted[]>();
  for (const one of adopted) {
    const { asked } = one;
    if (!asked || asked.from === "user") continue;
    const group = groups.get(asked);
    if (group) group.push(one);
    else groups.set(asked, [one]);
  }
  return groups;
}

/** That somebody has to say where a value goes. */
export function undecided({ from, adopted }: Proposal): Problem {
  const [{ change }] = adopted;
  const which = renderField(change);
  const message = `All ${counted(adopted.length, "user")} who take ${which} from ${from.from} have ${renderValue(change.before)} live, not ${renderValue(change.after)}`;
  const fix = "Add --profiles to write it there, or --no-profiles to write it at each of them";
  return { code: "profile-drifted", message, fix, at: from.source };
}

/** What has to be written at users, and for these proposals where they come from. */
export function wantsOf(adopted: readonly Adopted[], proposals: readonly Proposal[]): readonly Want[] {
  const proposed = new Set(proposals.flatMap((proposal) => proposal.adopted));
  const own = adopted.filter((one) => !proposed.has(one));
  return [
    ...own.map((one) => want({ kind: "user", name: one.user.email }, one)),
    ...proposals.map(({ from, adopted: [first] }) => want(layerOf(from), first)),
  ];
}

function want(layer: Want["layer"], { change, key, value }: Adopted): Want {
  return { layer, field: change.field, value, ...present({ key, keyId: change.key?.id }) };
}

const PROFILE = "profile ";

function layerOf({ from, source }: WrittenCell): Want["layer"] {
  if (!from.startsWith(PROFILE)) return { kind: "defaults", file: source.file };
  return { kind: "profile", name: from.slice(PROFILE.length) };
}
