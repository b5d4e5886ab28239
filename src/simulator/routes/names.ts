import type { Json } from "../../model/json.ts";
import { type Backend, type Call, ok, type Reply, type Route } from "../call.ts";
import { envelope, pageOf } from "../page.ts";
import { listParam } from "../render.ts";
import type { Named } from "../world.ts";

interface NameList {
  readonly path: string;
  readonly from: "skills" | "languages" | "locations" | "divisions";
  readonly pageMax: number;
  /** Locations have no filter by name. */
  readonly filtersName: boolean;
  readonly show: (entry: Named, backend: Backend) => Json;
}

const LISTS: readonly NameList[] = [
  {
    path: "/api/v2/routing/skills",
    from: "skills",
    pageMax: 500,
    filtersName: true,
    show: assignable("skills"),
  },
  {
    path: "/api/v2/routing/languages",
    from: "languages",
    pageMax: 100,
    filtersName: true,
    show: assignable("languages"),
  },
  {
    path: "/api/v2/locations",
    from: "locations",
    pageMax: 100,
    filtersName: false,
    show: (entry) => ({ ...entry, state: "active", version: 1, selfUri: `/api/v2/locations/${entry.id}` }),
  },
  {
    path: "/api/v2/authorization/divisions",
    from: "divisions",
    pageMax: 100,
    filtersName: true,
    show: (entry, { directory }) => ({
      ...entry,
      description: "",
      homeDivision: entry.id === directory.homeDivisionId,
      selfUri: `/api/v2/authorization/divisions/${entry.id}`,
    }),
  },
];

export const nameRoutes: readonly Route[] = LISTS.map((list) => ({
  method: "GET",
  path: list.path,
  answer: (call, backend) => listNames(list, call, backend),
}));

function assignable(kind: "skills" | "languages"): NameList["show"] {
  return (entry) => ({
    id: entry.id,
    name: entry.name,
    state: entry.state ?? "active",
    version: "1",
    selfUri: `/api/v2/routing/${kind}/${entry.id}`,
  });
}

function listNames(list: NameList, call: Call, backend: Backend): Reply {
  const page = pageOf(call.query, list.pageMax, backend.switches);
  const ids = listParam(call.query, "id");
  const fold = (text: string) => (backend.switches.nameFilterCase === "exact" ? text : text.toLowerCase());
  const start = list.filtersName ? fold(call.query.get("name") ?? "") : "";
  const entries = [...backend.directory[list.from].values()]
    .filter((entry) => entry.state !== "deleted")
    .filter((entry) => ids.length === 0 || ids.includes(entry.id))
    .filter((entry) => fold(entry.name).startsWith(start))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  return ok(envelope(call, entries, page, (entry) => list.show(entry, backend)));
}
