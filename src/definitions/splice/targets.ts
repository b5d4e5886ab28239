import type { LayerAt, Want } from "../../model/want.ts";
import { entryOf } from "../node.ts";
import type { Outline, Owned } from "../outline.ts";

/** An entry that is to say something. */
export interface Target {
  readonly at: Owned;
  readonly wants: readonly Want[];
}

/** Each entry that is to say something, with all that it is to say. Throws where it does not stand in the files. */
export function targetsOf(outline: Outline, wants: readonly Want[]): readonly Target[] {
  const found = new Map<string, { at: Owned; wants: Want[] }>();
  for (const want of wants) {
    const name = JSON.stringify(want.layer);
    const target = found.get(name) ?? { at: entryAt(outline, want.layer), wants: [] };
    target.wants.push(want);
    found.set(name, target);
  }
  return [...found.values()];
}

/** Looking through all users for each of many would take long. */
const BY_NAME = new WeakMap<readonly Owned[], ReadonlyMap<string, Owned>>();

function named(all: readonly Owned[], name: string): Owned | undefined {
  const known = BY_NAME.get(all) ?? new Map(all.map((one) => [one.key, one]));
  BY_NAME.set(all, known);
  return known.get(name);
}

function entryAt(outline: Outline, layer: LayerAt): Owned {
  const entry =
    layer.kind === "defaults"
      ? defaultsOf(outline, layer.file)
      : named(layer.kind === "user" ? outline.users : outline.profiles, layer.name);
  if (!entry) throw new Error(`Nothing is defined for ${JSON.stringify(layer)}`);
  return entry;
}

function defaultsOf({ files }: Outline, path: string): Owned | undefined {
  const file = files.find((one) => one.path === path);
  const entry = entryOf(file?.root, "defaults");
  return file && entry ? { ...entry, file } : undefined;
}
