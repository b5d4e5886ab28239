import { describe, expect, it } from "vitest";
import { worldOf } from "../../src/simulator/build.ts";
import { createOrg, type Org, type OrgOptions } from "../../src/simulator/org.ts";
import { DEFAULT_CLIENT } from "../../src/simulator/tokens.ts";
import { callerOf, START } from "./caller.ts";

const ME = "/api/v2/organizations/me";
const world = worldOf({ users: [] });

function orgOf(options: OrgOptions = {}): Org {
  return createOrg({ world, ...options });
}

function askToken(
  org: Org,
  id = DEFAULT_CLIENT.id,
  secret = DEFAULT_CLIENT.secret,
  grant = "client_credentials",
) {
  const response = org.handle(
    {
      method: "POST",
      path: "/oauth/token",
      headers: {
        Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
        "Content-Type": "application/x-www-form-urlencoded",
      },
      body: `grant_type=${grant}`,
    },
    START,
  );
  return { status: response.status, json: JSON.parse(response.body) };
}

function read(org: Org, token: string | undefined, now = START) {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = org.handle({ method: "GET", path: ME, headers, body: "" }, now);
  return { status: response.status, json: JSON.parse(response.body) };
}

describe("POST /oauth/token", () => {
  it("gives a bearer token that opens the API", () => {
    const org = orgOf();
    const { status, json } = askToken(org);
    expect(status).toBe(200);
    expect(json).toMatchObject({ token_type: "bearer", expires_in: 86_400 });
    expect(read(org, json.access_token).status).toBe(200);
  });

  it("keeps several tokens alive at once", () => {
    const org = orgOf();
    const tokens = [1, 2, 3].map(() => askToken(org).json.access_token);
    expect(new Set(tokens).size).toBe(3);
    expect(tokens.map((token) => read(org, token).status)).toEqual([200, 200, 200]);
  });

  it("refuses in OAuth's own words", () => {
    const org = orgOf();
    expect(askToken(org, "nobody")).toMatchObject({ status: 400, json: { error: "invalid_client" } });
    expect(askToken(org, DEFAULT_CLIENT.id, "wrong")).toMatchObject({
      status: 401,
      json: { error: "invalid_client" },
    });
    expect(askToken(org, undefined, undefined, "password")).toMatchObject({
      status: 400,
      json: { error: "unsupported_grant_type" },
    });
  });

  it("answers 400 rate limit exceeded, never 429, beyond its own limit", () => {
    const org = orgOf({ mints: { limit: 1, windowMs: 60_000 } });
    askToken(org);
    const { status, json } = askToken(org);
    expect(status).toBe(400);
    expect(json.error).toBe("invalid_request");
    expect(json.description).toMatch(/^rate limit exceeded;/);
    expect(json.error_description).toBe(json.description);
  });
});

describe("bearer tokens", () => {
  it("end when their time is over", () => {
    const org = orgOf({ tokenSeconds: 300 });
    const token = org.mint(START);
    expect(read(org, token, START + 299_999).status).toBe(200);
    expect(read(org, token, START + 300_000)).toMatchObject({
      status: 401,
      json: { code: "bad.credentials" },
    });
  });

  it("minted without a time live from their first use", () => {
    const org = orgOf({ tokenSeconds: 300 });
    const token = org.mint();
    expect(read(org, token, START).status).toBe(200);
    expect(read(org, token, START + 300_000).status).toBe(401);
  });

  it("are asked for when missing, and refused when unknown", () => {
    const org = orgOf();
    expect(read(org, undefined)).toMatchObject({ status: 401, json: { code: "authentication.required" } });
    expect(read(org, "made-up")).toMatchObject({ status: 401, json: { code: "bad.credentials" } });
  });

  it("can be described and revoked by their holder", () => {
    const caller = callerOf(orgOf());
    expect(caller.get("/api/v2/tokens/me").json.OAuthClient.id).toBe(DEFAULT_CLIENT.id);
    expect(caller.delete("/api/v2/tokens/me").status).toBe(200);
    expect(caller.get("/api/v2/tokens/me").status).toBe(401);
  });
});
