import type { Arrived, Calls, Seen } from "../../src/doctor/seen.ts";
import type { Check, CheckName } from "../../src/model/checkup.ts";
import { good } from "../../src/model/problem.ts";

export const NOW = Date.UTC(2026, 4, 4, 9);

/** An answer of the API, on time and with what the platform sends. */
export function arrived(headers: Arrived["headers"] = {}, at = NOW): Arrived {
  const usual = { date: new Date(NOW).toUTCString(), "inin-correlation-id": "c" };
  return {
    url: new URL("https://api.mypurecloud.ie/api/v2/users"),
    status: 200,
    headers: { ...usual, ...headers },
    at,
  };
}

/** A client that may do everything, and an organisation that says so. */
export function callsOf(over: Partial<Calls> = {}): Calls {
  return {
    tokenMinted: true,
    org: { id: "o", name: "Acme" },
    subject: { ok: true, body: subjectOf(["*:*:*"]) },
    limits: { ok: true, body: {} },
    pace: { limit: 300, allowed: 300, windowMs: 60_000, concurrency: 6, given: false, told: true },
    users: { probed: { ok: true, body: {} }, total: 5, leftOut: [] },
    lists: [],
    own: [],
    arrived: [arrived()],
    ...over,
  };
}

/** What the platform says of a client with one role of these permissions. */
export function subjectOf(permissions: readonly string[], division = { id: "*", name: "*" }) {
  const policies = permissions.map((permission) => {
    const [domain = "", entityName = "", action = ""] = permission.split(":");
    return { domain, entityName, actions: [action] };
  });
  return { grants: [{ division, role: { id: "r", name: "GUS", policies } }] };
}

export function seenOf(over: Partial<Seen> = {}): Seen {
  return {
    node: { version: "v22.1.0", least: "20.19" },
    definitions: good({ users: 2, files: 1, fields: new Set(["title", "skills"]) }),
    named: [],
    target: good({
      api: "https://api.mypurecloud.ie",
      login: "https://login.mypurecloud.ie",
      chosenBy: "GENESYSCLOUD_REGION",
      credential: "OAuth client c",
      tokenGiven: false,
    }),
    calls: callsOf(),
    stateDir: { path: ".gus", locks: [], open: [] },
    ...over,
  };
}

/** `verdict message`, of every check with this name. */
export function told(checks: readonly Check[], name: CheckName): readonly string[] {
  return checks
    .filter((check) => check.name === name)
    .map(({ verdict, message }) => `${verdict}: ${message}`);
}
