import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apply, type Connection, type Edges, plan } from "../../src/index.ts";
import { RAILS } from "../../src/model/plan.ts";
import { fakeFiles } from "../../test/fake-files.ts";
import { NetworkDispatcher } from "../dispatcher.ts";
import { globalClock } from "../virtual-time.ts";
import { workAsYaml } from "../work-as-yaml.ts";
import type { Work } from "../work.ts";
import type { Contender } from "./contender.ts";

/** Nothing listens there. */
const ORIGIN = "http://127.0.0.1:9";

export const gus: Contender = {
  name: "gus",
  title: "gus",
  run: async (job) => {
    const edges: Edges = {
      clock: globalClock,
      random: { next: () => job.chance.next(), uuid: () => job.chance.uuid() },
      files: fakeFiles(),
      self: { pid: 1, host: "bench", isRunning: () => false },
      env: {
        GENESYSCLOUD_ACCESS_TOKEN: job.token,
        GENESYSCLOUD_API_URL: ORIGIN,
        GENESYSCLOUD_LOGIN_URL: ORIGIN,
      },
    };
    return planAndApply(job, edges, { dispatcher: new NetworkDispatcher(job.network) });
  },
};

/**
 * Plans the whole work, accepts its size, applies it without settling (a wait that no other contender makes), and answers for whom the result
 * does not say that all is as planned. Journal, lock and call times are kept as by the command line.
 */
export async function planAndApply(
  work: Work,
  edges: Edges,
  connection: Connection,
): Promise<ReadonlySet<string>> {
  const folder = await mkdtemp(join(tmpdir(), "gus-rate-"));
  try {
    await writeFile(join(folder, "users.yaml"), workAsYaml(work));
    const stateDir = join(folder, ".gus");
    const around = { edges, connection: { ...connection, stateDir }, onEvent: () => undefined };
    const accept = RAILS.map((rule) => ({ rule, upTo: work.wishes.length, by: "the bench" }));
    const planned = value(await plan({ ...around, paths: ["users.yaml"], cwd: folder, accept, settleMs: 0 }));
    const { outcomes } = value(
      await apply({ ...around, plan: planned, stateDir, settings: { settleMs: 0 } }),
    );
    const open = outcomes.filter(({ status }) => status !== "applied" && status !== "already-applied");
    return new Set(open.map(({ userId }) => userId));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function value<T>(
  answer:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly problems: readonly { readonly message: string }[] },
): T {
  if (answer.ok) return answer.value;
  throw new Error(answer.problems.map(({ message }) => message).join("\n"));
}
