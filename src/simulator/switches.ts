/**
 * Every question about the platform that no published source settles, with the answer the simulated org gives.
 * A client is right only if it is right in every position.
 */
export interface Switches {
  /** Writing skills, languages, profile skills or the division raises `user.version`. */
  readonly subresourceRaisesVersion: boolean;
  /** A write that changes nothing raises `user.version`. */
  readonly noopRaisesVersion: boolean;
  /** By how much a write raises `user.version`. */
  readonly versionStep: number;
  /** The answer to a stale version: 409 as documented, or 400 with "does not match the current version" in its text. */
  readonly versionMismatch: "409" | "400" | "either";
  /** The `code` of the 400 for a missing version. */
  readonly missingVersionCode: "bad.request" | "general.bad.request" | "invalid.value";
  /** JSON null for a member of UpdateUser. */
  readonly nullMember: "clears" | "refused" | "ignored";
  /** What `addresses: []` does. */
  readonly emptyAddresses: "clears-phones" | "clears-all" | "refused";
  /** EMAIL contacts when a list that is not empty holds none of them. */
  readonly unlistedEmails: "kept" | "dropped";
  /** Other members next to `state` in one PATCH. */
  readonly besideState: "ignored" | "refused";
  /** Members left out of `employerInfo`. */
  readonly employerInfo: "replace" | "merge";
  /** What a location in a PATCH may look like: `{id}`, `{locationDefinition: {id}}` or either. */
  readonly locationForm: "either" | "flat" | "nested";
  /** Expand-only members of the user in the answer to PATCH. */
  readonly patchAnswer: "base" | "expanded";
  /** A manager line that would run in a circle. */
  readonly managerCycle: "refused" | "accepted";
  /** `username` when `email` changes. */
  readonly username: "follows" | "stays";
  /** Most skills that PATCH routingskills/bulk takes. */
  readonly patchSkillsMax: number;
  /** Most skills that PUT routingskills/bulk takes. */
  readonly putSkillsMax: number;
  /** The status for a bulk body with too many entries. */
  readonly tooMany: 400 | 413;
  /** The status for an unknown skill or language id. */
  readonly unknownSkill: 400 | 404;
  /** Proficiencies of skills are rounded to whole numbers. Those of languages always are. */
  readonly skillsRounded: boolean;
  /** DELETE of a skill or language that the user does not hold. */
  readonly deleteMissing: "404" | "accepted";
  /** The status for a body of several users in which one id is unknown. */
  readonly unknownUserInBulk: 400 | 404;
  /** The known users of such a body are written although the call fails. */
  readonly partialBulk: boolean;
  /** Most ids that POST authorization/divisions/{id}/objects/USER takes. */
  readonly divisionObjectsMax: number;
  /** A pageSize over the maximum. */
  readonly pageSizeOver: "clamped" | "refused";
  /** The list of inactive users ends after 10,000 rows or after 100 pages. */
  readonly inactiveCap: "rows" | "pages";
  /** The `name` filter of skills, languages and divisions looks at case. */
  readonly nameFilterCase: "ignored" | "exact";
  /** Which users a search without a condition on `state` finds. */
  readonly searchStates: "active" | "active and inactive";
  /** 429 answers count against the rate limit as well. */
  readonly refusedCallsCount: boolean;
  /** A 429 carries `limit {key, namespace, value}` in its body. */
  readonly limitNamed: boolean;
  /** Reading the limits namespace needs `limits:organization:view`. */
  readonly limitsNeedPermission: boolean;
  /** A query of the audit log without a service. */
  readonly auditedService: "optional" | "required";
  /** Whether entries of the audit log name the properties that were changed. */
  readonly auditedProperties: "named" | "unnamed";
  /** The entity type under which the audit log has the skills and languages of a user. */
  readonly auditedRouting: "User" | "AgentRoutingInfo";
  /** What GET authorization/subjects/me tells a client of its roles: their permissions, their names alone, or nothing (400). */
  readonly subjectOfClient: "permissions" | "roles" | "refused";
}

/** The likeliest answer to each question. */
export const DEFAULT_SWITCHES: Switches = {
  subresourceRaisesVersion: true,
  noopRaisesVersion: true,
  versionStep: 1,
  versionMismatch: "409",
  missingVersionCode: "bad.request",
  nullMember: "clears",
  emptyAddresses: "clears-phones",
  unlistedEmails: "dropped",
  besideState: "ignored",
  employerInfo: "replace",
  locationForm: "either",
  patchAnswer: "base",
  managerCycle: "refused",
  username: "follows",
  patchSkillsMax: 50,
  putSkillsMax: 50,
  tooMany: 400,
  unknownSkill: 404,
  skillsRounded: false,
  deleteMissing: "404",
  unknownUserInBulk: 404,
  partialBulk: false,
  divisionObjectsMax: 1000,
  pageSizeOver: "clamped",
  inactiveCap: "rows",
  nameFilterCase: "ignored",
  searchStates: "active and inactive",
  refusedCallsCount: false,
  limitNamed: false,
  limitsNeedPermission: true,
  auditedService: "optional",
  auditedProperties: "named",
  auditedRouting: "AgentRoutingInfo",
  subjectOfClient: "permissions",
};

/** Every position of every switch, for laws that must hold in all of them. */
export const SWITCH_POSITIONS: { readonly [S in keyof Switches]: readonly Switches[S][] } = {
  subresourceRaisesVersion: [true, false],
  noopRaisesVersion: [true, false],
  versionStep: [1, 3],
  versionMismatch: ["409", "400", "either"],
  missingVersionCode: ["bad.request", "general.bad.request", "invalid.value"],
  nullMember: ["clears", "refused", "ignored"],
  emptyAddresses: ["clears-phones", "clears-all", "refused"],
  unlistedEmails: ["kept", "dropped"],
  besideState: ["ignored", "refused"],
  employerInfo: ["replace", "merge"],
  locationForm: ["either", "flat", "nested"],
  patchAnswer: ["base", "expanded"],
  managerCycle: ["refused", "accepted"],
  username: ["follows", "stays"],
  patchSkillsMax: [50, Number.POSITIVE_INFINITY],
  putSkillsMax: [50, Number.POSITIVE_INFINITY],
  tooMany: [400, 413],
  unknownSkill: [400, 404],
  skillsRounded: [false, true],
  deleteMissing: ["404", "accepted"],
  unknownUserInBulk: [400, 404],
  partialBulk: [false, true],
  divisionObjectsMax: [1000, 50, 20],
  pageSizeOver: ["clamped", "refused"],
  inactiveCap: ["rows", "pages"],
  nameFilterCase: ["ignored", "exact"],
  searchStates: ["active", "active and inactive"],
  refusedCallsCount: [false, true],
  limitNamed: [false, true],
  limitsNeedPermission: [true, false],
  auditedService: ["optional", "required"],
  auditedProperties: ["named", "unnamed"],
  auditedRouting: ["User", "AgentRoutingInfo"],
  subjectOfClient: ["permissions", "roles", "refused"],
};
