export type Env = Readonly<Record<string, string | undefined>>;

export const CLIENT_ID = "GENESYSCLOUD_OAUTHCLIENT_ID";
export const CLIENT_SECRET = "GENESYSCLOUD_OAUTHCLIENT_SECRET";
export const ACCESS_TOKEN = "GENESYSCLOUD_ACCESS_TOKEN";
export const REGION = "GENESYSCLOUD_REGION";
export const API_URL = "GENESYSCLOUD_API_URL";
export const LOGIN_URL = "GENESYSCLOUD_LOGIN_URL";

/** An environment variable without surrounding white space; undefined when unset or blank. */
export function setting(env: Env, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}
