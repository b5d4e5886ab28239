import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Parts, worldOf } from "../src/simulator/build.ts";
import type { SimRequest, SimResponse } from "../src/simulator/http.ts";
import { createOrg, type Org, type OrgOptions } from "../src/simulator/org.ts";
import { serve } from "../src/simulator/server.ts";
import { DEFAULT_CLIENT } from "../src/simulator/tokens.ts";

/** Sees every request before the org does, and may answer in its place. */
export type Watch = (request: SimRequest) => SimResponse | undefined;

/** An org on a port of this machine, and a folder for whoever works with it. */
export interface LocalOrg {
  readonly org: Org;
  readonly url: string;
  readonly dir: string;
  /** What points `gus` at the org. */
  readonly env: Readonly<Record<string, string>>;
  write(name: string, text: string | Uint8Array): Promise<void>;
  read(name: string): Promise<string>;
  watch(watch: Watch): void;
}

export interface LocalOrgOptions extends OrgOptions {
  readonly parts: Parts;
}

/** So that no test waits for the platform's own limit. */
export const LIMIT = { limit: 300, windowMs: 1000 };

/** Runs `act` on an org of its own; port and folder are gone afterwards. */
export async function withLocalOrg(
  { parts, ...options }: LocalOrgOptions,
  act: (local: LocalOrg) => Promise<void>,
): Promise<void> {
  const org = createOrg({ world: worldOf(parts), limiter: LIMIT, ...options });
  let watching: Watch = () => undefined;
  const handle: Org["handle"] = (request, now) => watching(request) ?? org.handle(request, now);
  const served = await serve({ ...org, handle });
  const dir = await mkdtemp(join(tmpdir(), "gus-e2e-"));
  try {
    await act({
      org,
      url: served.url,
      dir,
      env: pointedAt(served.url),
      write: (name, text) => writeFile(join(dir, name), text),
      read: (name) => readFile(join(dir, name), "utf8"),
      watch: (watch) => {
        watching = watch;
      },
    });
  } finally {
    await served.close();
    await rm(dir, { recursive: true, force: true });
  }
}

/** What points `gus` at an org. */
export function pointedAt(url: string): LocalOrg["env"] {
  return {
    GENESYSCLOUD_API_URL: url,
    GENESYSCLOUD_OAUTHCLIENT_ID: DEFAULT_CLIENT.id,
    GENESYSCLOUD_OAUTHCLIENT_SECRET: DEFAULT_CLIENT.secret,
  };
}
