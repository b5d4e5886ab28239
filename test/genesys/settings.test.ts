import { describe, expect, it } from "vitest";
import { REGIONS } from "../../src/genesys/regions.ts";
import { type ConnectionFlags, readConnection } from "../../src/genesys/settings.ts";

const CLIENT = { GENESYSCLOUD_OAUTHCLIENT_ID: "an-id", GENESYSCLOUD_OAUTHCLIENT_SECRET: "a-secret" };

function endpoints(env: Record<string, string>, flags: ConnectionFlags = {}) {
  const checked = readConnection({ ...CLIENT, ...env }, flags);
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  const { api, login } = checked.value.endpoints;
  return { api, login };
}

function problems(env: Record<string, string>, flags: ConnectionFlags = {}) {
  const checked = readConnection(env, flags);
  return checked.ok ? [] : checked.problems;
}

function codes(env: Record<string, string>, flags: ConnectionFlags = {}) {
  return problems(env, flags).map(({ code }) => code);
}

describe("readConnection() and regions", () => {
  it("knows all 18 regions by key, dashed key, domain and host", () => {
    expect(Object.keys(REGIONS)).toHaveLength(18);
    for (const [key, domain] of Object.entries(REGIONS)) {
      const hosts = { api: `https://api.${domain}`, login: `https://login.${domain}` };
      for (const name of [key, key.replaceAll("_", "-"), domain, `api.${domain}`, `https://apps.${domain}/`])
        expect(endpoints({ GENESYSCLOUD_REGION: name })).toEqual(hosts);
    }
  });

  it.each([
    ["eu-wset-1", "eu-west-1"],
    ["euwest1", "eu-west-1"],
    ["mypurecloud.i", "mypurecloud.ie"],
  ])("suggests the nearest region for %s", (typed, meant) => {
    const [problem] = problems({ ...CLIENT, GENESYSCLOUD_REGION: typed });
    expect(problem?.code).toBe("region-unknown");
    expect(problem?.fix).toContain(`Did you mean ${meant}?`);
  });

  it("suggests nothing when nothing is near", () => {
    expect(problems({ ...CLIENT, GENESYSCLOUD_REGION: "qqq" })[0]?.fix).not.toContain("Did you mean");
  });

  it("lets a flag beat the environment", () => {
    const env = { GENESYSCLOUD_REGION: "eu-west-1", GENESYSCLOUD_API_URL: "https://api.one.test" };
    expect(endpoints(env, { apiUrl: "https://api.two.test" }).api).toBe("https://api.two.test");
  });

  it("goes where --region says, whatever origins the environment names", () => {
    const env = {
      GENESYSCLOUD_REGION: "eu-west-1",
      GENESYSCLOUD_API_URL: "https://api.one.test",
      GENESYSCLOUD_LOGIN_URL: "https://login.one.test",
    };
    const region = "us-east-1";
    const hosts = { api: "https://api.mypurecloud.com", login: "https://login.mypurecloud.com" };
    expect(endpoints(env, { region })).toEqual(hosts);
    const [apiUrl, loginUrl] = ["https://api.two.test", "https://login.two.test"];
    expect(endpoints(env, { region, apiUrl })).toEqual({ api: apiUrl, login: loginUrl });
    expect(endpoints(env, { region, loginUrl })).toEqual({ ...hosts, login: loginUrl });
  });

  it("says which setting chose each host", () => {
    const env = { ...CLIENT, GENESYSCLOUD_REGION: "eu-west-1" };
    const checked = readConnection(env, { loginUrl: "https://login.two.test" });
    expect(checked.ok && checked.value.endpoints.chosenBy).toEqual({
      api: "GENESYSCLOUD_REGION",
      login: "--login-url",
    });
  });
});

describe("readConnection() and addresses", () => {
  it.each(["http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080", "http://127.1.2.3:8080"])(
    "takes plain http on %s, and logs in there too",
    (origin) => {
      expect(endpoints({}, { apiUrl: `${origin}/` })).toEqual({ api: origin, login: origin });
    },
  );

  it("refuses plain http to any other host", () => {
    expect(codes(CLIENT, { apiUrl: "http://api.mypurecloud.ie" })).toEqual(["url-not-https"]);
    expect(codes(CLIENT, { apiUrl: "http://127.0.0.1.evil.test" })).toEqual(["url-not-https"]);
  });

  it("refuses what is more or less than an origin, without showing a password", () => {
    expect(codes(CLIENT, { apiUrl: "https://api.one.test/api/v2" })).toEqual(["url-invalid"]);
    expect(codes(CLIENT, { apiUrl: "api.one.test" })).toEqual(["url-invalid"]);
    const [problem] = problems(CLIENT, { apiUrl: "https://me:hunter2@api.one.test" });
    expect(JSON.stringify(problem)).not.toContain("hunter2");
  });

  it("asks for the login host when none follows from the API host, unless a token is given", () => {
    expect(codes(CLIENT, { apiUrl: "https://gateway.test" })).toEqual(["login-url-missing"]);
    expect(codes({ GENESYSCLOUD_ACCESS_TOKEN: "t" }, { apiUrl: "https://gateway.test" })).toEqual([]);
  });
});

describe("readConnection() and proxies", () => {
  it.each(["foo", "http://", "socks5://proxy.corp:1080", "http://me:hunter2@proxy corp:1"])(
    "names the variable that holds %s, and what is wanted, without showing a password",
    (proxy) => {
      const found = problems({ ...CLIENT, GENESYSCLOUD_REGION: "eu-west-1", HTTPS_PROXY: proxy });
      expect(found).toMatchObject([
        { code: "proxy-invalid", message: expect.stringContaining("HTTPS_PROXY") },
      ]);
      expect(found[0]?.fix).toContain("http://host:port");
      expect(JSON.stringify(found)).not.toContain("hunter2");
    },
  );

  it.each(["http://proxy.corp:3128", "https://proxy.corp", "proxy.corp:3128", "me:pw@proxy.corp:1", " "])(
    "takes %s",
    (proxy) => {
      expect(codes({ ...CLIENT, GENESYSCLOUD_REGION: "eu-west-1", https_proxy: proxy })).toEqual([]);
    },
  );
});

describe("readConnection() and credentials", () => {
  const region = { GENESYSCLOUD_REGION: "eu-west-1" };

  it("reports every problem at once", () => {
    expect(codes({})).toEqual(["credentials-missing", "region-missing"]);
    expect(codes({ GENESYSCLOUD_REGION: "x" }, { apiUrl: "ftp://x", loginUrl: "http://y" })).toEqual([
      "credentials-missing",
      "region-unknown",
      "url-invalid",
      "url-not-https",
    ]);
  });

  it("names the missing half of a client", () => {
    const [problem] = problems({ ...region, GENESYSCLOUD_OAUTHCLIENT_ID: "an-id" });
    expect(problem?.message).toContain("GENESYSCLOUD_OAUTHCLIENT_SECRET is not");
  });

  it("takes the token when both are set, and says so", () => {
    const checked = readConnection({ ...region, ...CLIENT, GENESYSCLOUD_ACCESS_TOKEN: " abc\n" }, {});
    expect(checked.ok && checked.value.credentials).toEqual({ kind: "token", token: "abc" });
    expect(checked.warnings.map(({ code }) => code)).toEqual(["token-wins"]);
  });

  it("treats blank variables as unset", () => {
    const checked = readConnection({ ...region, ...CLIENT, GENESYSCLOUD_ACCESS_TOKEN: "  " }, {});
    expect(checked.ok && checked.value.credentials.kind).toBe("client");
    expect(checked.warnings).toEqual([]);
  });

  it("refuses a token that cannot stand in a header, without showing it", () => {
    const found = problems({ ...region, GENESYSCLOUD_ACCESS_TOKEN: "Bearer abcdef" });
    expect(found.map(({ code }) => code)).toEqual(["token-malformed"]);
    expect(JSON.stringify(found)).not.toContain("abcdef");
  });
});
