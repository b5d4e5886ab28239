import type { Registry } from "../fields/registry.ts";
import type { Definitions, WrittenUser } from "../model/definitions.ts";
import { type Accepted, RAILS } from "../model/plan.ts";
import { type Layer, lastOfEach, ownLayer, type ProfileLayers, profileLayers, profilesOf } from "./layers.ts";
import { type Modes, merge } from "./merge.ts";
import { entriesOf, entryOf, numberUnder, plainOf, textsUnder, textUnder } from "./node.ts";
import type { DefinitionFile, Outline, Owned } from "./outline.ts";
import { placeOf } from "./source.ts";

/** Puts defaults and profiles under every user. The files must be free of problems. */
export function expand({ files, users, profiles }: Outline, fields: Registry): Definitions {
  const layersOf = profileLayers(profiles, fields);
  const grounds = new Map(files.map((file) => [file, groundOf(file, layersOf, fields)]));
  const expanded = users.map((user) => expandUser(user, grounds.get(user.file), layersOf, fields));
  return {
    files: files.map(({ path, sha256 }) => ({ path, sha256 })),
    users: expanded.toSorted((a, b) => (a.email.toLowerCase() < b.email.toLowerCase() ? -1 : 1)),
    accepted: files.flatMap(acceptedBy),
  };
}

/** What a file says about all its users. */
interface Ground {
  readonly layers: readonly Layer[];
  readonly modes: Modes;
}

function groundOf({ root }: DefinitionFile, layersOf: ProfileLayers, fields: Registry): Ground {
  const defaults = entryOf(root, "defaults")?.value;
  const modes = entriesOf(entryOf(root, "manage")?.value).map(
    (entry) => [entry.key, { exact: plainOf(entry.value) === "exact", place: placeOf(entry) }] as const,
  );
  const layers = [...layersOf(profilesOf(defaults)), ownLayer(defaults, "defaults", fields)];
  return { layers, modes: new Map(modes) };
}

function expandUser(
  user: Owned,
  ground: Ground | undefined,
  layersOf: ProfileLayers,
  fields: Registry,
): WrittenUser {
  const body = user.value;
  const layers = [...(ground?.layers ?? []), ...layersOf(profilesOf(body)), ownLayer(body, "user", fields)];
  const unmanaged = new Set(textsUnder(body, "unmanaged").map(({ text }) => text));
  return {
    email: user.key,
    source: placeOf(user),
    ...identityText(user, "id"),
    ...identityText(user, "previously"),
    renameEmail: plainOf(entryOf(body, "renameEmail")?.value ?? body) === true,
    ...merge(lastOfEach(layers), unmanaged, ground?.modes ?? new Map(), fields),
  };
}

function identityText(
  { value }: Owned,
  key: "id" | "previously",
): Partial<Pick<WrittenUser, "id" | "previously">> {
  const node = textUnder(value, key);
  return node ? { [key]: { value: node.text, source: placeOf(node) } } : {};
}

function acceptedBy({ root }: DefinitionFile): readonly Accepted[] {
  const rails = entryOf(root, "rails")?.value;
  return RAILS.flatMap((rule) => {
    const upTo = numberUnder(rails, rule);
    const entry = entryOf(rails, rule);
    if (upTo === undefined || !entry) return [];
    const { file, line } = placeOf(entry);
    return [{ rule, upTo, by: `${file}:${line}` }];
  });
}
