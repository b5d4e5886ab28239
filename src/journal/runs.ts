import type { Files } from "../files.ts";
import { chunksOf } from "../model/chunks.ts";
import { bad, type Checked, good, type Problem } from "../model/problem.ts";
import { type History, NO_HISTORY, readHistory } from "./history.ts";
import { isRunId, placesOf, runOfFile, runsFolder } from "./places.ts";
import { parseRecord, type RunRecord } from "./record.ts";
import { withFile } from "./state-dir-error.ts";

/** A run and what its journal says of it. */
export interface KnownRun {
  readonly run: string;
  readonly history: History;
}

/** A `run` line is far shorter. */
const FIRST_LINE_BYTES = 16_384;

/** Exit codes of runs that came to their end; after any other one there may be something to go on with. */
const ENDED = [0, 3];

function hasEnded({ history: { end } }: KnownRun): boolean {
  return end !== undefined && ENDED.includes(end.exitCode);
}

/** The newest run of this plan that did not come to its end; undefined when there is none. */
export async function findOpenRun(
  files: Files,
  stateDir: string,
  planHash: string,
): Promise<Checked<KnownRun | undefined>> {
  const begun = await begunRuns(files, stateDir);
  const mine = begun.filter((record) => record.planHash === planHash);
  for (const { run } of mine) {
    const found = await readRun(files, stateDir, run);
    if (!found.ok) return found;
    if (!hasEnded(found.value)) return found;
  }
  return good(undefined);
}

/** The newest run of each organisation, where it did not come to its end. A journal that cannot be read is none of them. */
export async function openRuns(files: Files, stateDir: string): Promise<readonly RunRecord[]> {
  const begun = await begunRuns(files, stateDir);
  const newest = begun.filter(
    (record, index) => begun.findIndex(({ org }) => org.id === record.org.id) === index,
  );
  const read = await Promise.all(newest.map(({ run }) => readRun(files, stateDir, run)));
  return newest.filter((_record, index) => {
    const found = read[index];
    return found?.ok === true && !hasEnded(found.value);
  });
}

/** A run by its id, which may be any text that somebody gives for one. */
export async function readRun(files: Files, stateDir: string, run: string): Promise<Checked<KnownRun>> {
  if (!isRunId(run)) return bad([await unknownRun(files, stateDir, run)]);
  const { journal } = placesOf(stateDir, run);
  const text = await withFile("read", journal, () => files.read(journal));
  if (text === undefined) return bad([await unknownRun(files, stateDir, run)]);
  const history = readHistory(text, journal);
  return history.ok ? good({ run, history: history.value }) : history;
}

/** A run that nobody knows of yet. */
export function newRun(run: string): KnownRun {
  return { run, history: NO_HISTORY };
}

/** The runs of an organisation that began since a time (milliseconds since the epoch), but for those whose journal cannot be read. */
export async function runsSince(
  files: Files,
  stateDir: string,
  orgId: string,
  since: number,
): Promise<readonly KnownRun[]> {
  const begun = await begunRuns(files, stateDir);
  const mine = begun.filter(({ org, at }) => org.id === orgId && Date.parse(at) >= since);
  const found: KnownRun[] = [];
  for (const { run } of mine) {
    const read = await readRun(files, stateDir, run);
    if (read.ok) found.push(read.value);
  }
  return found;
}

/** The first record of every run, the newest first. */
async function begunRuns(files: Files, stateDir: string): Promise<readonly RunRecord[]> {
  const folder = runsFolder(stateDir);
  const names = await withFile("read", folder, () => files.list(folder));
  const found: RunRecord[] = [];
  for (const some of chunksOf(names, READ_AT_ONCE)) {
    const read = some.map((name) => firstRecord(files, folder, name));
    found.push(...(await Promise.all(read)).filter((record) => record !== undefined));
  }
  return found.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

/** A process may not have very many files open. */
const READ_AT_ONCE = 50;

/** Undefined where a file is no journal, or one that never got its first line. */
async function firstRecord(files: Files, folder: string, name: string): Promise<RunRecord | undefined> {
  const run = runOfFile(name);
  if (run === undefined) return undefined;
  const path = `${folder}/${name}`;
  const start = await withFile("read", path, () => files.readStart(path, FIRST_LINE_BYTES));
  const first = parseRecord(start?.split("\n")[0] ?? "");
  return first?.type === "run" && first.run === run ? first : undefined;
}

/** Most runs that the problem lists. */
const LISTED = 10;

async function unknownRun(files: Files, stateDir: string, run: string): Promise<Problem> {
  const begun = await begunRuns(files, stateDir);
  const message = `There is no run ${JSON.stringify(run)} in ${stateDir}`;
  const [meant, ...others] = begun.filter((record) => run !== "" && record.run.startsWith(run.toLowerCase()));
  if (meant && others.length === 0)
    return { code: "unknown-run", message, fix: `Did you mean ${meant.run}?` };
  const listed = begun.slice(0, LISTED).map((record) => `${record.run} (${record.at}, ${record.org.name})`);
  const more = begun.length > LISTED ? [`${begun.length - LISTED} more`] : [];
  return {
    code: "unknown-run",
    message,
    fix:
      listed.length === 0
        ? "No run is kept there; name the folder where it is with --state-dir"
        : `Name one of these, or another folder with --state-dir: ${[...listed, ...more].join(", ")}`,
  };
}
