import type { Field } from "../../fields/field.ts";
import type { Registry } from "../../fields/registry.ts";
import type { Want } from "../../model/want.ts";
import { type Ground, groundOf } from "../ground.ts";
import { profileLayers, profilesOf } from "../layers.ts";
import { exactness } from "../merge.ts";
import type { DefinitionFile, Outline, Owned } from "../outline.ts";
import { placeOf } from "../source.ts";
import type { Below } from "./body.ts";

type BelowOf = (at: Owned, wants: readonly Want[], field: Field) => Below;

/** What stands below users for a field. Of what stands below a profile nothing follows for all who name it. */
export function belowUsers(outline: Outline, fields: Registry): BelowOf {
  const layersOf = profileLayers(outline.profiles, fields);
  const grounds = new Map<DefinitionFile, Ground>();
  return ({ file, value }, wants, field) => {
    if (wants[0]?.layer.kind !== "user") return { sum: undefined, exact: false };
    const ground = grounds.get(file) ?? groundOf(file, layersOf, fields);
    grounds.set(file, ground);
    const sum = ground.below(profilesOf(value)).get(field.name);
    const asked = sum ?? { field, cells: [], cleared: undefined, place: placeOf(value) };
    return { sum, exact: exactness(asked, ground.modes) !== undefined };
  };
}
