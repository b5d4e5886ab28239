import { loadDefinitions } from "../definitions/load.ts";
import { checkupOf, managedIn } from "../doctor/checkup.ts";
import type { Arrived, Seen } from "../doctor/seen.ts";
import { FIELDS } from "../fields/registry.ts";
import type { Checkup } from "../model/checkup.ts";
import { bad, type Checked, good } from "../model/problem.ts";
import { VERSION } from "../version.ts";
import { type Answer, answer, fromError } from "./answer.ts";
import { type Connection, openReader, type Surroundings } from "./connection.ts";
import { lookAtCalls, NO_CALLS } from "./doctor-calls.ts";
import { lookAtStateDir } from "./doctor-state-dir.ts";
import { targetOf } from "./doctor-target.ts";
import { guarded } from "./guard.ts";

export interface DoctorOptions extends Surroundings {
  /** Definitions, which say what is managed; absent: all fields count. */
  readonly paths?: readonly string[];
  readonly cwd: string;
  readonly connection?: Connection;
  readonly stateDir: string;
  /** The version of Node, and the oldest that will do. */
  readonly node: Seen["node"];
}

/** Fewer tries than a run makes: whoever asks what is wrong waits for the answer. */
const RETRIES = 1;

/** Looks at all that a plan needs, and at what can be told of an apply. Only reads, in about fifteen calls; makes none with broken settings. */
export async function doctor(unguarded: DoctorOptions): Promise<Answer<Checkup>> {
  const options = guarded(unguarded);
  const { connection = {}, node, stateDir, edges, signal } = options;
  const definitions = options.paths && (await managedBy(options.paths, options.cwd));
  const arrived: Arrived[] = [];
  const opened = openReader(
    { retries: RETRIES, ...connection },
    options,
    (reply) => void arrived.push(reply),
  );
  try {
    const fields = managedIn(definitions, FIELDS);
    const about = { connection, registry: FIELDS, fields, arrived, signal };
    const calls = opened.ok ? await lookAtCalls(opened.value, about) : NO_CALLS;
    const target = targetOf(opened, connection, edges.env);
    const seen: Seen = {
      node,
      definitions,
      named: options.paths ?? [],
      target,
      calls,
      stateDir: await lookAtStateDir(edges, stateDir),
    };
    signal?.throwIfAborted();
    return answer(checkupOf(seen, FIELDS, VERSION));
  } catch (error) {
    return fromError(error, signal);
  } finally {
    if (opened.ok) await opened.value.close();
  }
}

async function managedBy(
  paths: readonly string[],
  cwd: string,
): Promise<
  Checked<{ readonly users: number; readonly files: number; readonly fields: ReadonlySet<string> }>
> {
  const loaded = await loadDefinitions(paths, { cwd });
  if (!loaded.ok) return bad(loaded.problems);
  const { users, files } = loaded.value;
  const managed = new Set(users.flatMap(({ managed: fields }) => [...fields]));
  const inOrder = [...FIELDS.keys()].filter((name) => managed.has(name));
  return good({ users: users.length, files: files.length, fields: new Set(inOrder) });
}
