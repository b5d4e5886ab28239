import { nearest } from "../fields/nearest.ts";
import type { Endpoints } from "./settings.ts";

/**
 * The public regions: SDK region key → domain. Hosts are `api.`, `login.` and `apps.` plus the domain.
 * Source: `PureCloudRegionHosts.js` of the official JavaScript SDK (purecloud-platform-client-v2 262).
 */
export const REGIONS: Readonly<Record<string, string>> = {
  us_east_1: "mypurecloud.com",
  us_east_2: "use2.us-gov-pure.cloud",
  us_west_2: "usw2.pure.cloud",
  ca_central_1: "cac1.pure.cloud",
  mx_central_1: "mxc1.pure.cloud",
  sa_east_1: "sae1.pure.cloud",
  eu_west_1: "mypurecloud.ie",
  eu_west_2: "euw2.pure.cloud",
  eu_central_1: "mypurecloud.de",
  eu_central_2: "euc2.pure.cloud",
  eusc_de_east_1: "edee1.eusc-pure.cloud",
  me_central_1: "mec1.pure.cloud",
  ap_southeast_2: "mypurecloud.com.au",
  ap_southeast_1: "apse1.pure.cloud",
  ap_northeast_1: "mypurecloud.jp",
  ap_northeast_2: "apne2.pure.cloud",
  ap_northeast_3: "apne3.pure.cloud",
  ap_south_1: "aps1.pure.cloud",
};

/** The hosts of a region given as `eu_west_1`, `eu-west-1`, or a domain or host of it; undefined when there is no such region. */
export function regionEndpoints(name: string): Endpoints | undefined {
  const wanted = name.trim().toLowerCase();
  const bare = wanted.replace(/^https?:\/\//, "").replace(/\/$/, "");
  const host = bare.replace(/^(api|login|apps)\./, "");
  const domain =
    REGIONS[wanted.replaceAll("-", "_")] ?? Object.values(REGIONS).find((known) => known === host);
  return domain === undefined
    ? undefined
    : { api: `https://api.${domain}`, login: `https://login.${domain}` };
}

/** The region key, as people write it (`eu-west-1`), or domain most like a mistyped one; undefined when nothing is close. */
export function nearestRegion(name: string): string | undefined {
  const names = Object.entries(REGIONS).flatMap(([key, domain]) => [key.replaceAll("_", "-"), domain]);
  return nearest(name.replaceAll("_", "-"), names);
}
