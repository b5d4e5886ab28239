import { bad, type Checked, good, type Problem, type Warning } from "../model/problem.ts";
import { HTTPS_PROXY, proxyFrom } from "../model/proxy.ts";
import { endpointsFrom } from "./endpoints.ts";
import { ACCESS_TOKEN, CLIENT_ID, CLIENT_SECRET, type Env, setting } from "./env.ts";

/** Command-line flags about the connection. A flag beats the environment. */
export interface ConnectionFlags {
  readonly apiUrl?: string;
  readonly loginUrl?: string;
  readonly region?: string;
}

/** Origins such as `https://api.mypurecloud.ie`, without a path. */
export interface Endpoints {
  readonly api: string;
  readonly login: string;
  /** The flag or variable each origin comes from, for messages. */
  readonly chosenBy?: { readonly api: string; readonly login: string };
}

export type Credentials =
  | { readonly kind: "client"; readonly id: string; readonly secret: string }
  | { readonly kind: "token"; readonly token: string };

export interface Connection {
  readonly credentials: Credentials;
  readonly endpoints: Endpoints;
}

/** Who to be and where to call, from the environment and flags; or every problem with them at once. */
export function readConnection(env: Env, flags: ConnectionFlags): Checked<Connection> {
  const credentials = readCredentials(env);
  const tokenGiven = credentials.ok && credentials.value.kind === "token";
  const endpoints = endpointsFrom(env, flags, tokenGiven);
  const proxy = proxyFrom(env, HTTPS_PROXY);
  const warnings = [...credentials.warnings, ...endpoints.warnings];
  if (credentials.ok && endpoints.ok && proxy.ok)
    return good({ credentials: credentials.value, endpoints: endpoints.value }, warnings);
  return bad([credentials, endpoints, proxy].flatMap(problemsOf), warnings);
}

function problemsOf(checked: Checked<unknown>): readonly Problem[] {
  return checked.ok ? [] : checked.problems;
}

function readCredentials(env: Env): Checked<Credentials> {
  const token = setting(env, ACCESS_TOKEN);
  const id = setting(env, CLIENT_ID);
  const secret = setting(env, CLIENT_SECRET);
  if (token !== undefined) return readToken(token, id !== undefined && secret !== undefined);
  if (id !== undefined && secret !== undefined) return good({ kind: "client", id, secret });
  if (id === undefined && secret === undefined) return bad([NO_CREDENTIALS]);
  return bad([
    half(id === undefined ? CLIENT_ID : CLIENT_SECRET, id === undefined ? CLIENT_SECRET : CLIENT_ID),
  ]);
}

function readToken(token: string, clientToo: boolean): Checked<Credentials> {
  if (!/^[\x21-\x7e]+$/.test(token)) return bad([UNSENDABLE_TOKEN]);
  return good({ kind: "token", token }, clientToo ? [TOKEN_WINS] : []);
}

const NO_CREDENTIALS: Problem = {
  code: "credentials-missing",
  message: "There are no Genesys Cloud credentials in the environment.",
  fix: `Set ${CLIENT_ID} and ${CLIENT_SECRET} to those of an OAuth client with the client credentials grant, or ${ACCESS_TOKEN} to a token.`,
};

const UNSENDABLE_TOKEN: Problem = {
  code: "token-malformed",
  message: `${ACCESS_TOKEN} holds white space or characters that no token has.`,
  fix: "Paste the token alone, without quotes, line breaks or the word Bearer.",
};

const TOKEN_WINS: Warning = {
  code: "token-wins",
  message: `${ACCESS_TOKEN} and an OAuth client are both set; the token is used and the client is not.`,
  fix: `Unset ${ACCESS_TOKEN} to use the OAuth client, which can renew its token during a long run.`,
};

function half(missing: string, present: string): Problem {
  return {
    code: "credentials-incomplete",
    message: `${present} is set, but ${missing} is not.`,
    fix: `Set ${missing} as well; the two belong to one OAuth client.`,
  };
}
