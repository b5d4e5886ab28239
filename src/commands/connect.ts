import { resolve } from "node:path";
import { present } from "../model/present.ts";
import type { Connection } from "../pipeline/connection.ts";
import type { ConnectionFlags } from "./flags/connection.ts";
import type { Shell } from "./shell.ts";

/** The connection that flags ask for; what they leave out keeps its default. */
export function connectionFrom({ cwd }: Pick<Shell, "cwd">, flags: ConnectionFlags): Connection {
  const { apiUrl, loginUrl, region, timeout: timeoutMs } = flags;
  const { rate, budget, reserve, burst, concurrency, retries, retry429, retry5xx, accounts } = flags;
  const pace = { rate, budget, reserve, burst, concurrency, accounts };
  const given = { ...pace, timeoutMs, retries, retry429, retry5xx, stateDir: resolve(cwd, flags.stateDir) };
  return { flags: present({ apiUrl, loginUrl, region }), ...present(given) };
}
