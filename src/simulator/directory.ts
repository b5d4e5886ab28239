import type { Named, World } from "./world.ts";

/** The named things of the org, by id. */
export interface Directory {
  readonly org: Named;
  readonly homeDivisionId: string;
  readonly divisions: ReadonlyMap<string, Named>;
  readonly skills: ReadonlyMap<string, Named>;
  readonly languages: ReadonlyMap<string, Named>;
  readonly locations: ReadonlyMap<string, Named>;
}

export function directoryOf(world: World): Directory {
  const byId = (list: readonly Named[]) => new Map(list.map((entry) => [entry.id, entry]));
  return {
    org: world.org,
    homeDivisionId: world.divisions[0]?.id ?? "",
    divisions: byId(world.divisions),
    skills: byId(world.skills),
    languages: byId(world.languages),
    locations: byId(world.locations),
  };
}
