import type { Target } from "../doctor/seen.ts";
import type { ReadSession } from "../genesys/client.ts";
import { readConnection } from "../genesys/settings.ts";
import type { Checked } from "../model/problem.ts";
import { good } from "../model/problem.ts";
import type { Connection } from "./connection.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Where a session calls and as whom, or every problem with the settings. */
export function targetOf(
  opened: Checked<ReadSession>,
  { flags = {} }: Connection,
  env: Env,
): Checked<Target> {
  const read = readConnection(env, flags);
  if (!opened.ok) return opened;
  if (!read.ok) return read;
  const { endpoints, credentials } = read.value;
  const { api, login, chosenBy } = endpoints;
  const tokenGiven = credentials.kind === "token";
  const { credential } = opened.value;
  return good({ api, login, chosenBy: chosenBy?.api ?? "the caller", credential, tokenGiven }, read.warnings);
}
