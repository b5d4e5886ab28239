import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { idOf, worldOf } from "../../src/simulator/build.ts";
import { createOrg } from "../../src/simulator/org.ts";
import { type Served, serve } from "../../src/simulator/server.ts";
import { DEFAULT_CLIENT } from "../../src/simulator/tokens.ts";

type Sdk = typeof import("purecloud-platform-client-v2");

const EXPAND = ["skills", "languages", "locations", "profileSkills", "certifications", "employerInfo"];
const world = worldOf({
  org: "Acme",
  users: [
    {
      email: "ada@example.com",
      name: "Ada Lovelace",
      version: 7,
      skills: { Billing: 3, Retention: 2.5 },
      languages: { English: 5 },
      locations: { Madrid: "Floor 2" },
      profileSkills: ["SQL"],
      employerInfo: { employeeId: "E1" },
    },
    { email: "grace@example.com", name: "Grace Hopper" },
    { email: "idle@example.com", name: "Idle", state: "inactive" },
  ],
  skills: ["Fraud"],
  languages: ["Spanish"],
  divisions: ["EMEA"],
});
const ada = idOf("user", "ada@example.com");
const grace = idOf("user", "grace@example.com");

const org = createOrg({ world });
let home: string;
let served: Served;
let sdk: Sdk;

/** The client looks for its settings in the home folder: it gets an empty one, which must stay empty. */
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "gus-official-client-"));
  process.env.HOME = home;
  sdk = createRequire(import.meta.url)("purecloud-platform-client-v2") as Sdk;
  served = await serve(org);
  const { hostname, port } = new URL(served.url);
  sdk.ApiClient.instance.config.live_reload_config = false;
  sdk.ApiClient.instance.setGateway({ protocol: "http", host: hostname, port: Number(port) });
  await sdk.ApiClient.instance.loginClientCredentialsGrant(DEFAULT_CLIENT.id, DEFAULT_CLIENT.secret);
});

afterAll(async () => {
  await served.close();
  await rm(home, { recursive: true });
});

describe("purecloud-platform-client-v2 on the simulated org", () => {
  it("logs in with client credentials", () => {
    expect(org.log[0]).toMatchObject({ method: "POST", path: "/oauth/token", status: 200 });
  });

  it("is refused with a wrong secret", async () => {
    const login = sdk.ApiClient.instance.loginClientCredentialsGrant(DEFAULT_CLIENT.id, "wrong");
    await expect(login).rejects.toMatchObject({
      response: { status: 401, data: { error: "invalid_client" } },
    });
  });

  it("reads the org and its lists of names", async () => {
    expect(await new sdk.OrganizationApi().getOrganizationsMe()).toMatchObject({ name: "Acme" });
    const namespace = await new sdk.OrganizationApi().getOrganizationsLimitsNamespace("platform.api");
    expect(namespace.entities?.[0]?.value).toBe(300);
    const skills = await new sdk.RoutingApi().getRoutingSkills({ pageSize: 500 });
    expect(skills.entities?.map(({ name }) => name)).toEqual(["Billing", "Fraud", "Retention"]);
    const languages = await new sdk.RoutingApi().getRoutingLanguages({ name: "Spa" });
    expect(languages.entities?.map(({ id }) => id)).toEqual([idOf("language", "Spanish")]);
    const locations = await new sdk.LocationsApi().getLocations({ pageSize: 100 });
    expect(locations.total).toBe(1);
    const divisions = await new sdk.AuthorizationApi().getAuthorizationDivisions({ pageSize: 100 });
    expect(divisions.entities?.find(({ homeDivision }) => homeDivision)?.name).toBe("Home");
  });

  it("reads users in every way", async () => {
    const users = new sdk.UsersApi();
    const page = await users.getUsers({ pageSize: 500, expand: EXPAND, state: "active" });
    expect(page.entities?.map(({ name }) => name)).toEqual(["Ada Lovelace", "Grace Hopper"]);
    expect(page.entities?.[0]?.skills).toHaveLength(2);
    const chosen = await users.getUsers({ id: [ada, grace], pageSize: 2, state: "any" });
    expect(chosen.total).toBe(2);
    const one = await users.getUser(ada, { expand: EXPAND });
    expect(one).toMatchObject({ version: 7, employerInfo: { employeeId: "E1" }, profileSkills: ["SQL"] });
    const walked = await users.getUsersQuery({ pageSize: 1, state: "active" });
    expect(walked).toMatchObject({ results: 1, cursor: expect.any(String) });
  });

  it("finds users by search", async () => {
    const body = {
      pageSize: 25,
      query: [{ type: "EXACT", fields: ["email"], values: ["grace@example.com"] }],
    };
    const posted = await new sdk.UsersApi().postUsersSearch(body);
    expect(posted.results.map(({ id }) => id)).toEqual([grace]);
    const q64 = Buffer.from(JSON.stringify(body)).toString("base64");
    const got = await new sdk.UsersApi().getUsersSearch(q64);
    expect(got.total).toBe(1);
  });

  it("updates a user, and is told of a stale version", async () => {
    const users = new sdk.UsersApi();
    const updated = await users.patchUser(ada, { version: org.user(ada).version, title: "Countess" });
    expect(updated).toMatchObject({ title: "Countess", version: org.user(ada).version });
    await expect(users.patchUser(ada, { version: 1, title: "X" })).rejects.toMatchObject({
      status: 409,
      code: "general.conflict",
    });
    const listing = await users.patchUsersBulk([{ id: ada, acdAutoAnswer: true }]);
    expect(listing.entities?.[0]?.acdAutoAnswer).toBe(true);
  });

  it("writes skills, languages and profile skills of a user", async () => {
    const users = new sdk.UsersApi();
    const fraud = idOf("skill", "Fraud");
    await users.patchUserRoutingskillsBulk(ada, [{ id: fraud, proficiency: 4 }]);
    expect((await users.getUserRoutingskills(ada, { pageSize: 50 })).total).toBe(3);
    await users.putUserRoutingskillsBulk(ada, [{ id: fraud, proficiency: 4 }]);
    await users.deleteUserRoutingskill(ada, fraud);
    expect(org.user(ada).skills).toEqual([]);
    await users.patchUserRoutinglanguagesBulk(ada, [{ id: idOf("language", "Spanish"), proficiency: 4 }]);
    await users.deleteUserRoutinglanguage(ada, idOf("language", "English"));
    const languages = await users.getUserRoutinglanguages(ada, {});
    expect(languages.entities?.map(({ name }) => name)).toEqual(["Spanish"]);
    await users.putUserProfileskills(ada, ["Excel"]);
    expect(await users.getUserProfileskills(ada)).toEqual(["Excel"]);
  });

  it("moves users to a division", async () => {
    const emea = idOf("division", "EMEA");
    await new sdk.AuthorizationApi().postAuthorizationDivisionObject(emea, "USER", [ada, grace]);
    expect([ada, grace].map((id) => org.user(id).divisionId)).toEqual([emea, emea]);
  });

  it("tells from the audit log who wrote what", async () => {
    const now = Date.now();
    const { entities = [], total } = await new sdk.AuditApi().postAuditsQueryRealtime(
      {
        interval: `${new Date(now - 86_400_000).toISOString()}/${new Date(now + 1000).toISOString()}`,
        filters: [
          { property: "EntityType", value: "User" },
          { property: "EntityId", value: grace },
        ],
        sort: [{ name: "Timestamp", sortOrder: "descending" }],
      },
      { expand: ["user"] },
    );
    expect(total).toBe(1);
    expect(entities).toMatchObject([
      { client: { id: DEFAULT_CLIENT.id }, propertyChanges: [{ property: "division" }] },
    ]);
    const { services = [] } = await new sdk.AuditApi().getAuditsQueryRealtimeServicemapping();
    expect(services.map(({ name }) => name)).toContain("Directory");
  });

  it("describes and revokes its token, and leaves nothing in the home folder", async () => {
    const tokens = new sdk.TokensApi();
    expect((await tokens.getTokensMe()).organization?.name).toBe("Acme");
    await tokens.deleteTokensMe();
    await expect(tokens.getTokensMe()).rejects.toMatchObject({ status: 401 });
    expect(await readdir(home)).toEqual([]);
  });
});
