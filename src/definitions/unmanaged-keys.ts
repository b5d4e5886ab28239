import type { DefinitionCode } from "./codes.ts";

/** A key that people know from Genesys Cloud and that no definition can hold. */
export interface KnownKey {
  readonly code: DefinitionCode;
  /** Finishes "Cannot define …:". */
  readonly why: string;
  readonly fix: string;
}

const QUEUES = "Manage the queue's members at the queue, and remove this key";

/** Each with its own reason, so that nobody hunts for a spelling that would work. */
const KNOWN_KEYS: ReadonlyMap<string, KnownKey> = new Map(
  Object.entries({
    queues: queueSide("membership is kept in the queue's list of members", QUEUES),
    wrapUpCodes: queueSide("wrap-up codes belong to queues", "Manage them at the queue, and remove this key"),
    teams: notManaged("team membership is kept in the team's list of members"),
    groups: notManaged("group membership is kept in the group's list of members"),
    roles: notManaged("roles are granted per division, which needs the right to hand out permissions"),
    customAttributes: notManaged("custom attributes are a store of their own beside the user"),
    utilization: notManaged("how many interactions an agent takes is a setting beside the user"),
    voicemail: notManaged("voicemail is a policy of its own beside the user"),
    station: notManaged("a station is assigned by telephony, and changes as people log in"),
    password: notManaged("a password in a file is a password given away"),
    username: notManaged("the login name is the e-mail, which is the entry's key"),
    biography: notManaged("it is the user's own text"),
    routingStatus: runTime("it says whether an agent is free at this moment"),
    routing: runTime("routing.userStatus says whether an agent is free at this moment"),
    "routing.userStatus": runTime("it says whether an agent is free at this moment"),
    presence: runTime("it says whether somebody is there at this moment"),
  }).map(([key, known]) => [key.toLowerCase(), known]),
);

/** Case aside. */
export function knownKey(key: string): KnownKey | undefined {
  return KNOWN_KEYS.get(key.toLowerCase());
}

function queueSide(why: string, fix: string): KnownKey {
  return { code: "queue-side", why, fix };
}

function notManaged(why: string): KnownKey {
  return {
    code: "not-managed",
    why: `${why}, and gus does not manage it`,
    fix: "Remove this key; gus leaves it alone",
  };
}

function runTime(why: string): KnownKey {
  return {
    code: "run-time-state",
    why,
    fix: "Remove this key; agents set it while they work",
  };
}
