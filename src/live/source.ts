import type { NameList } from "../fields/field.ts";
import type { Registry } from "../fields/registry.ts";
import type { Reader } from "../genesys/client.ts";
import type { LiveUser, Ref } from "../model/state.ts";
import { type Asked, fillAll } from "./fill-all.ts";
import { type Names, readNames } from "./names.ts";
import { readOrganisation } from "./organisation.ts";
import { type LiveUsers, readLiveUsers, type Wanted } from "./read-users.ts";

/** Where planning learns what is live. Only reads. */
export interface LiveSource {
  readonly organisation: () => Promise<Ref>;
  /** The lists that somebody refers to; the others may stay empty. */
  readonly names: (wanted: ReadonlySet<NameList>) => Promise<Names>;
  /** At least the wanted users, with the wanted fields and those that are read together with them. */
  readonly users: (registry: Registry, wanted: Wanted) => Promise<LiveUsers>;
  /** The same users with what was left unread, as far as that can be read after all. */
  readonly fill: (
    registry: Registry,
    users: ReadonlyMap<string, LiveUser>,
    asked: Asked,
  ) => Promise<ReadonlyMap<string, LiveUser>>;
}

/** Genesys Cloud as it is now. */
export function liveFrom(reader: Reader): LiveSource {
  return {
    organisation: () => readOrganisation(reader),
    names: (wanted) => readNames(reader, wanted),
    users: (registry, wanted) => readLiveUsers(reader, registry, wanted),
    fill: (registry, users, asked) => fillAll(reader, registry, users, asked),
  };
}
