import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { loadDefinitions } from "../../src/definitions/load.ts";
import { systemEdges } from "../../src/edges.ts";
import { namesOf } from "../../src/fields/field.ts";
import { FIELDS } from "../../src/fields/registry.ts";
import type { Definitions, WrittenCell } from "../../src/model/definitions.ts";
import type { Plan } from "../../src/model/plan.ts";
import { plan } from "../../src/pipeline/plan.ts";
import { EXAMPLE_PEOPLE } from "../../src/simulator/example-people.ts";
import { exampleWorld } from "../../src/simulator/example-world.ts";
import { createOrg } from "../../src/simulator/org.ts";
import { serve } from "../../src/simulator/server.ts";
import { DEFAULT_CLIENT } from "../../src/simulator/tokens.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const world = exampleWorld({ seed: 1, users: 2000 });
const emails = new Set(world.users.map(({ email }) => email));
let definitions: Definitions;

beforeAll(async () => {
  const loaded = await loadDefinitions(["definitions"], { cwd: ROOT });
  if (!loaded.ok) throw new Error("definitions/ has problems");
  definitions = loaded.value;
});

describe("exampleWorld()", () => {
  it("is the same for the same seed and another for another", () => {
    expect(exampleWorld({ seed: 3, users: 100 })).toEqual(exampleWorld({ seed: 3, users: 100 }));
    expect(exampleWorld({ seed: 3, users: 100 })).not.toEqual(exampleWorld({ seed: 4, users: 100 }));
  });

  it("has as many users as asked for, each with an id and an e-mail of its own", () => {
    expect(world.users).toHaveLength(2000);
    expect(new Set(world.users.map(({ id }) => id)).size).toBe(2000);
    expect(emails.size).toBe(2000);
    expect(exampleWorld({ seed: 1, users: 1 }).users).toHaveLength(EXAMPLE_PEOPLE.length);
  });

  it("has every user of definitions/ under the e-mail that the definitions look for", () => {
    const sought = definitions.users.map(({ email, previously }) => previously?.value ?? email);
    expect(sought.filter((email) => !emails.has(email))).toEqual([]);
    expect(EXAMPLE_PEOPLE.map(({ email }) => email).toSorted()).toEqual(sought.toSorted());
    const renamed = definitions.users.filter(({ previously }) => previously);
    expect(renamed.filter(({ email }) => emails.has(email))).toEqual([]);
  });

  it("has every name that definitions/ mentions", () => {
    const lists = { ...world, users: [] };
    const known = Object.entries(lists).flatMap(([list, entries]) =>
      Array.isArray(entries) ? entries.map(({ name }) => `${list} ${name}`) : [],
    );
    const mentioned = new Set(definitions.users.flatMap(({ cells }) => cells.flatMap(namesIn)));
    expect(mentioned.size).toBeGreaterThan(15);
    expect([...mentioned].filter((name) => !known.includes(name))).toEqual([]);
  });
});

/** `skills Billing`, for every name of a list that the value or its key is. */
function namesIn({ field, key, value }: WrittenCell): readonly string[] {
  const known = FIELDS.get(field);
  const list = known && namesOf(known);
  if (list === undefined || list === "users") return [];
  if (key !== undefined) return [`${list} ${key}`];
  return [value].flat().map((name) => `${list} ${String(name)}`);
}

describe("plan() of definitions/ in exampleWorld()", () => {
  let made: Plan;

  beforeAll(async () => {
    const org = createOrg({ world, limiter: { limit: 100_000 } });
    const served = await serve(org);
    const env = {
      GENESYSCLOUD_API_URL: served.url,
      GENESYSCLOUD_OAUTHCLIENT_ID: DEFAULT_CLIENT.id,
      GENESYSCLOUD_OAUTHCLIENT_SECRET: DEFAULT_CLIENT.secret,
    };
    const around = { edges: systemEdges(env), onEvent: () => undefined };
    const connection = { rate: { limit: 100_000, windowMs: 60_000 } };
    const planned = await plan({ paths: ["definitions"], cwd: ROOT, connection, ...around });
    await served.close();
    if (!planned.ok) throw new Error(JSON.stringify(planned.problems));
    made = planned.value;
  });

  it("changes most users and every field, by every kind of call", () => {
    const changes = made.operations.flatMap((operation) => operation.changes);
    expect(made.users).toHaveLength(40);
    expect([...new Set(changes.map(({ field }) => field))].toSorted()).toEqual([...FIELDS.keys()].toSorted());
    expect([...new Set(made.operations.map(({ kind }) => kind))].toSorted()).toEqual(
      [
        "activate",
        "auto-answer",
        "deactivate",
        "merge-languages",
        "merge-skills",
        "move-division",
        "remove-language",
        "remove-skill",
        "replace-skills",
        "update",
      ].toSorted(),
    );
  });

  it("can be applied: all is read, and the only rail that is passed is accepted in the definitions", () => {
    expect(made).toMatchObject({ complete: true, applyable: true, warnings: [], unread: [] });
    expect(made.rails.filter(({ verdict }) => verdict !== "within")).toMatchObject([
      { rule: "drain", verdict: "accepted" },
    ]);
  });
});
