import type { World } from "./worlds.ts";

type Body = Readonly<Record<string, unknown>>;
type Cells = Record<string, unknown>;

const MAPS = ["skills", "languages", "phones"];

/** What the users of a world come to, worked out the slow and plain way: every layer written over the ones before, again and again. */
export function applied(world: World): Readonly<Record<string, Cells>> {
  const profiles = (world["profiles.yaml"]?.profiles ?? {}) as Readonly<Record<string, Body>>;
  const users = Object.values(world).flatMap(({ defaults, users: own }) =>
    Object.entries((own ?? {}) as Readonly<Record<string, Body>>).map(([email, user]) => {
      const cells: Cells = {};
      for (const body of [(defaults ?? {}) as Body, user]) apply(body, profiles, cells);
      const gone = (user.unmanaged ?? []) as readonly string[];
      const kept = Object.entries(cells).filter(([id]) => !gone.includes(id.split(".")[0] ?? ""));
      return [email, Object.fromEntries(kept)] as const;
    }),
  );
  return Object.fromEntries(users);
}

function apply(body: Body, profiles: Readonly<Record<string, Body>>, cells: Cells): void {
  for (const name of (body.profiles ?? []) as readonly string[]) apply(profiles[name] ?? {}, profiles, cells);
  for (const [field, value] of Object.entries(body)) {
    if (MAPS.includes(field)) applyMap(field, (value ?? {}) as Body, cells);
    else if (field !== "profiles" && field !== "unmanaged") cells[field] = value;
  }
}

function applyMap(field: string, map: Body, cells: Cells): void {
  if (Object.keys(map).length === 0)
    for (const id of Object.keys(cells)) if (id.startsWith(`${field}.`)) delete cells[id];
  for (const [key, value] of Object.entries(map))
    cells[`${field}.${key}`] = typeof value === "string" ? { number: value } : value;
}
