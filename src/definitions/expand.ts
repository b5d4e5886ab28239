import type { Registry } from "../fields/registry.ts";
import type { Definitions, WrittenUser } from "../model/definitions.ts";
import { type Accepted, RAILS } from "../model/plan.ts";
import { type Ground, groundOf } from "./ground.ts";
import { profileLayers, profilesOf } from "./layers.ts";
import { merger } from "./merge.ts";
import { entryOf, numberUnder, plainOf, textsUnder, textUnder } from "./node.ts";
import type { DefinitionFile, Outline, Owned } from "./outline.ts";
import { placeOf } from "./source.ts";

/** Puts defaults and profiles under every user. The files must be free of problems. */
export function expand({ files, users, profiles }: Outline, fields: Registry): Definitions {
  const layersOf = profileLayers(profiles, fields);
  const grounds = new Map(files.map((file) => [file, groundOf(file, layersOf, fields)]));
  const merge = merger(fields);
  const expanded: WrittenUser[] = [];
  for (const user of users) {
    const ground = grounds.get(user.file);
    if (ground) expanded.push(expandUser(user, ground, merge));
  }
  return {
    files: files.map(({ path, sha256 }) => ({ path, sha256 })),
    users: expanded.sort((a, b) => (a.email.toLowerCase() < b.email.toLowerCase() ? -1 : 1)),
    accepted: files.flatMap(acceptedBy),
  };
}

function expandUser(user: Owned, { below, modes }: Ground, merge: ReturnType<typeof merger>): WrittenUser {
  const body = user.value;
  const own = user.file.said?.get(user.key);
  // Its tree holds no fields any more, so that a layer made from it would ask for nothing.
  if (!own) throw new Error(`What ${user.key} says was not read`);
  const unmanaged = new Set(textsUnder(body, "unmanaged").map(({ text }) => text));
  const rename = entryOf(body, "renameEmail")?.value;
  const { cells, exact, managed } = merge(below(profilesOf(body)), own, unmanaged, modes);
  const renameEmail = rename !== undefined && plainOf(rename) === true;
  const source = placeOf(user);
  const identity = { ...identityText(user, "id"), ...identityText(user, "previously") };
  return { email: user.key, source, renameEmail, cells, exact, managed, ...identity };
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
