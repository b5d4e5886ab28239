import { bad, type Checked, good, type Problem } from "../model/problem.ts";
import { API_URL, type Env, LOGIN_URL, REGION, setting } from "./env.ts";
import { nearestRegion, REGIONS, regionEndpoints } from "./regions.ts";
import type { ConnectionFlags, Endpoints } from "./settings.ts";

interface Chosen {
  readonly text: string;
  readonly by: string;
}

/**
 * The two origins, each from the first of flag, variable, region, or a default that follows from the other. Where the region is a flag,
 * variables count no more.
 */
export function endpointsFrom(env: Env, flags: ConnectionFlags, tokenGiven: boolean): Checked<Endpoints> {
  const region = choose(flags.region, "--region", env, REGION);
  const hosts = region && regionEndpoints(region.text);
  const problems: Problem[] = region && !hosts ? [unknownRegion(region)] : [];
  const origin = (chosen: Chosen | undefined): Chosen | undefined => {
    const checked = chosen && readOrigin(chosen);
    if (checked && !checked.ok) problems.push(...checked.problems);
    return checked?.ok ? checked.value : undefined;
  };
  const variables = flags.region === undefined ? env : {};
  const apiAsked = choose(flags.apiUrl, "--api-url", variables, API_URL);
  const loginAsked = choose(flags.loginUrl, "--login-url", variables, LOGIN_URL);
  const api = apiAsked ? origin(apiAsked) : hosts && region && { text: hosts.api, by: region.by };
  const login = loginAsked
    ? origin(loginAsked)
    : ((api && apiAsked && besides(api)) ??
      (hosts && region && { text: hosts.login, by: region.by }) ??
      (tokenGiven ? api : undefined));

  if (!api && !apiAsked && !region) problems.push(NO_REGION);
  if (api && !login && !loginAsked && !region) problems.push(noLogin(api));
  if (!api || !login || problems.length > 0) return bad(problems);
  return good({ api: api.text, login: login.text, chosenBy: { api: api.by, login: login.by } });
}

/** Whether a host name of a URL (IPv6 in brackets) is this machine: 127.0.0.0/8, ::1 or localhost. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function choose(flag: string | undefined, flagName: string, env: Env, variable: string): Chosen | undefined {
  if (flag !== undefined) return { text: flag.trim(), by: flagName };
  const text = setting(env, variable);
  return text === undefined ? undefined : { text, by: variable };
}

/** The login origin that belongs to a given API origin: the same on loopback, `login.x` for `api.x`. */
function besides(api: Chosen): Chosen | undefined {
  const { hostname } = new URL(api.text);
  if (isLoopback(hostname)) return api;
  const domain = /^api\.(.+)$/.exec(hostname)?.[1];
  return domain === undefined ? undefined : { text: `https://login.${domain}`, by: api.by };
}

function readOrigin({ text, by }: Chosen): Checked<Chosen> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    return bad([badUrl(by, text, "is not an http or https address")]);
  if (url.pathname !== "/" || url.search || url.hash)
    return bad([badUrl(by, text, "has more than a host and a port")]);
  if (url.protocol === "http:" && !isLoopback(url.hostname)) return bad([plainHttp(by, url)]);
  return good({ text: url.origin, by });
}

const NO_REGION: Problem = {
  code: "region-missing",
  message: "No Genesys Cloud region is set.",
  fix: "Set GENESYSCLOUD_REGION or --region, for example eu-west-1 or mypurecloud.ie.",
};

function unknownRegion({ text, by }: Chosen): Problem {
  const near = nearestRegion(text);
  const all = Object.keys(REGIONS).map((key) => key.replaceAll("_", "-"));
  return {
    code: "region-unknown",
    message: `${by} is "${text}", which is no Genesys Cloud region.`,
    fix: `${near ? `Did you mean ${near}? ` : ""}The regions are ${all.join(", ")}, or their domains.`,
  };
}

function noLogin(api: Chosen): Problem {
  return {
    code: "login-url-missing",
    message: `${api.by} is ${api.text}, and no login host follows from it.`,
    fix: "Set --login-url or GENESYSCLOUD_LOGIN_URL to the origin that serves /oauth/token.",
  };
}

function badUrl(by: string, text: string, what: string): Problem {
  const shown = text.replace(/\/\/[^/@]*@/, "//…@");
  return {
    code: "url-invalid",
    message: `${by} is "${shown}", which ${what}.`,
    fix: `Set ${by} to an origin such as https://api.mypurecloud.ie.`,
  };
}

function plainHttp(by: string, url: URL): Problem {
  return {
    code: "url-not-https",
    message: `${by} is ${url.origin}: plain http would show the credentials to the network.`,
    fix: `Use https://${url.host}; plain http is for this machine alone (127.0.0.1, localhost, [::1]).`,
  };
}
