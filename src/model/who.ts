/** Who or what is behind a change, by id; the name where the audit log, or the token, tells it. */
export interface Named {
  readonly id: string;
  readonly name?: string;
}

/**
 * Whose change made a difference, as the audit log tells it. field: an entry changed the field, or its key, to what is live. user: the newest entry
 * that may have, since it names no field or tells no value that can be compared. nothing: no entry may have.
 */
export type Who =
  | {
      readonly told: "field" | "user";
      /** When the change was logged, in ISO 8601 and UTC. */
      readonly at: string;
      /** The person who was logged in; absent for a client of its own. */
      readonly by?: Named;
      readonly client?: Named;
      /** The client is the one that this document was made with. */
      readonly own?: true;
      /** The run that made it, where its journal is kept. */
      readonly run?: string;
    }
  | { readonly told: "nothing" };

/** Of a difference whose origin was asked for. */
export interface Attributed {
  readonly who?: Who;
}

/** How the audit log was asked. */
export interface Audit {
  /** The interval, in ISO 8601 and UTC. */
  readonly from: string;
  readonly to: string;
  /** Users that were asked for. */
  readonly asked: number;
  /** Users that were not, because there were too many or the log did not answer. */
  readonly notAsked: number;
  /** Why it was not asked to the end. */
  readonly stopped?: "not-permitted" | "failed";
}

/** Of a document whose differences were asked for in the audit log. */
export interface Audited {
  readonly audit?: Audit;
}

/** One entry of the audit log about a user. */
export interface AuditEntry {
  readonly at: string;
  readonly by?: Named;
  readonly client?: Named;
  readonly properties: readonly AuditedProperty[];
}

export interface AuditedProperty {
  readonly name: string;
  /** Values as the log writes them; all of a list, as a rule. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}
