import type { Registry } from "../fields/registry.ts";
import { lastOfEach, ownLayer, type ProfileLayers, profilesOf } from "./layers.ts";
import { type Modes, plus, type Sums } from "./merge.ts";
import { entriesOf, entryOf, plainOf } from "./node.ts";
import type { DefinitionFile } from "./outline.ts";
import { placeOf } from "./source.ts";

/** What stands under the users of a file. */
export interface Ground {
  /** The sum of the file's defaults and these profiles; made once for all users who name the same ones. */
  readonly below: (profiles: readonly string[]) => Sums;
  readonly modes: Modes;
}

/** Puts profiles and defaults of a file together. */
export function groundOf({ root }: DefinitionFile, layersOf: ProfileLayers, fields: Registry): Ground {
  const defaults = entryOf(root, "defaults")?.value;
  const modes = entriesOf(entryOf(root, "manage")?.value).map(
    (entry) => [entry.key, { exact: plainOf(entry.value) === "exact", place: placeOf(entry) }] as const,
  );
  const layers = [...layersOf(profilesOf(defaults)), ownLayer(defaults, "defaults", fields)];
  const known = new Map<string, Sums>();
  const below = (profiles: readonly string[]) => {
    const key = JSON.stringify(profiles);
    const sums = known.get(key) ?? lastOfEach([...layers, ...layersOf(profiles)]).reduce(plus, NOTHING);
    known.set(key, sums);
    return sums;
  };
  return { below, modes: new Map(modes) };
}

const NOTHING: Sums = new Map();
