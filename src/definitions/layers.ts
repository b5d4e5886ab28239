import type { Registry } from "../fields/registry.ts";
import { type Saying, sayingOf } from "./cells.ts";
import { entriesOf, type Node, textsUnder } from "./node.ts";
import type { Owned } from "./outline.ts";

/** What defaults, one profile or one user's own entry say. Later layers win over earlier ones. */
export interface Layer {
  readonly from: string;
  readonly sayings: readonly Saying[];
}

/** The layers of each profile, those it builds on first. Every profile is read once, however many users name it. */
export type ProfileLayers = (names: readonly string[]) => readonly Layer[];

export function profileLayers(profiles: readonly Owned[], fields: Registry): ProfileLayers {
  const byName = new Map(profiles.map((profile) => [profile.key, profile]));
  const known = new Map<string, readonly Layer[]>();
  const layersOf = (name: string): readonly Layer[] => {
    const layers = known.get(name) ?? built(byName.get(name)?.value, name);
    known.set(name, layers);
    return layers;
  };
  const built = (body: Node | undefined, name: string) =>
    lastOfEach([...profilesOf(body).flatMap(layersOf), ownLayer(body, `profile ${name}`, fields)]);
  return (names) => lastOfEach(names.flatMap(layersOf));
}

export function ownLayer(body: Node | undefined, from: string, fields: Registry): Layer {
  const sayings: Saying[] = [];
  for (const entry of entriesOf(body)) {
    const field = fields.get(entry.key);
    if (field) sayings.push(sayingOf(field, entry, from));
  }
  return { from, sayings };
}

/** The profiles that a user, profile or `defaults` names. */
export function profilesOf(body: Node | undefined): readonly string[] {
  return textsUnder(body, "profiles").map(({ text }) => text);
}

/** A layer that comes again says nothing new the first time. Keeping the last bounds what profiles can multiply to. */
export function lastOfEach(layers: readonly Layer[]): readonly Layer[] {
  return [...new Set(layers.toReversed())].toReversed();
}
