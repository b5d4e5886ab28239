import type { z } from "zod";
import type { Registry } from "../fields/registry.ts";
import { sharing } from "../live/share.ts";
import type { Json } from "../model/json.ts";
import { type Cell, type CellId, cellId, type LiveUser } from "../model/state.ts";
import { userSchema } from "./document-schema.ts";
import { type Fault, faultsOf } from "./fault.ts";

/** zod compiles a schema when it first meets a value, so a registry's is made once. */
const known = new WeakMap<Registry, ReturnType<typeof userSchema>>();

interface SavedUsers {
  readonly users: readonly LiveUser[];
  readonly faults: readonly Fault[];
}

/** The users of a snapshot, and everything wrong with them. */
export function readSavedUsers(list: Json | undefined, registry: Registry): SavedUsers {
  if (!Array.isArray(list)) return { users: [], faults: [{ path: ["users"], wants: "expected array" }] };
  const schema = known.get(registry) ?? userSchema(registry);
  known.set(registry, schema);
  const users: LiveUser[] = [];
  const faults: Fault[] = [];
  const ids = new Set<string>();
  const put = sharing();
  for (const [index, value] of (list as readonly Json[]).entries()) {
    const at = { index, value };
    const read = schema.safeParse(value);
    if (!read.success) faults.push(...faultsOf(read.error.issues, at));
    else {
      const user = liveUser(read.data, put);
      if (ids.has(user.id)) faults.push({ path: ["id"], wants: "another user has this id", user: at });
      if (user.cells.size < read.data.cells.length) faults.push(...repeated(read.data, at));
      users.push(user);
      ids.add(user.id);
    }
  }
  return { users, faults };
}

type ReadUser = z.infer<ReturnType<typeof userSchema>>;

function liveUser({ cells: list, unread, ...who }: ReadUser, put: ReturnType<typeof sharing>): LiveUser {
  const cells = new Map<CellId, Cell>();
  for (const cell of list) put(cells, cell as Cell);
  const reasons = Object.entries(unread);
  return { ...who, cells, unread: reasons.length === 0 ? ALL_READ : new Map(reasons) };
}

/** One for all users who were read in full. */
const ALL_READ: ReadonlyMap<string, string> = new Map();

/** Of two cells that mean the same only one could count. */
function repeated({ cells }: ReadUser, user: Fault["user"]): readonly Fault[] {
  const ids = cells.map((cell) => cellId(cell as Cell));
  return ids.flatMap((id, index) =>
    ids.indexOf(id) < index
      ? [{ path: ["cells", index], wants: "it stands there twice", ...(user ? { user } : {}) }]
      : [],
  );
}
