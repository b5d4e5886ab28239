import type { Names } from "../live/names.ts";
import type { LiveUser, Ref } from "../model/state.ts";

/** A higher minor adds members that readers may ignore; a higher major changes what existing members mean. */
export const SNAPSHOT_VERSION = "1.0";

/** What was live at one moment: all that planning has to know of an organisation. */
export interface Snapshot {
  readonly kind: "snapshot";
  readonly formatVersion: string;
  readonly made: {
    /** When reading began, as an ISO 8601 time. */
    readonly at: string;
    readonly toolVersion: string;
  };
  readonly org: Ref;
  /** Globs over e-mails of the users that were asked for; everybody when there is none. */
  readonly selection: readonly string[];
  /** The fields that were asked for, in the order of the registry. A field that is not here is unread, never empty. */
  readonly fields: readonly string[];
  /** The lists of the organisation in which names are looked up. */
  readonly names: Names;
  /** By e-mail. */
  readonly users: readonly LiveUser[];
}
