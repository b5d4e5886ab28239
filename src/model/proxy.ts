import { bad, type Checked, good } from "./problem.ts";

/** Either case, as elsewhere; the first one that is set counts. */
export const HTTPS_PROXY = ["https_proxy", "HTTPS_PROXY"] as const;
/** Of plain http the lower case alone, as elsewhere: a server of a web page can set the other (CVE-2016-5385). */
export const HTTP_PROXY = ["http_proxy"] as const;

/**
 * The proxy in the first of some environment variables that is set, as a URL; undefined where none is. `proxy.corp:3128` without a scheme,
 * as curl and others take it, is http. What is found there is not repeated, since it may hold a password.
 */
export function proxyFrom(
  env: Readonly<Record<string, string | undefined>>,
  variables: readonly string[],
): Checked<string | undefined> {
  const name = variables.find((variable) => env[variable]?.trim());
  const text = env[name ?? ""]?.trim();
  if (name === undefined || text === undefined) return good(undefined);
  const url = urlOf(text);
  if (url) return good(url);
  return bad([
    {
      code: "proxy-invalid",
      message: `${name} is set, but to no address of a proxy.`,
      fix: `Set ${name} to http://host:port, or unset it where no proxy is needed.`,
    },
  ]);
}

function urlOf(text: string): string | undefined {
  const whole = text.includes("://") ? text : `http://${text}`;
  // A bare word could be anything; with a port it is meant as an address.
  if (whole !== text && !/:\d+\/?$/.test(text)) return undefined;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  return url && /^https?:$/.test(url.protocol) ? whole : undefined;
}
