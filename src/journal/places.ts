/** Where the state dir keeps what. */
export function placesOf(stateDir: string, run: string) {
  const stem = `${runsFolder(stateDir)}/${run}`;
  return { journal: `${stem}${JOURNAL}`, plan: `${stem}.plan.json`, result: `${stem}.json` } as const;
}

export function runsFolder(stateDir: string): string {
  return `${stateDir}/runs`;
}

/** The run that a file of the runs folder is the journal of, if it is one. */
export function runOfFile(name: string): string | undefined {
  const run = name.endsWith(JOURNAL) ? name.slice(0, -JOURNAL.length) : "";
  return isRunId(run) ? run : undefined;
}

const JOURNAL = ".ndjson";

export function locksFolder(stateDir: string): string {
  return `${stateDir}/locks`;
}

/** The id comes from a plan document, and may hold anything, half a character even. */
export function lockPath(stateDir: string, orgId: string): string {
  return `${locksFolder(stateDir)}/${encodeURIComponent(Buffer.from(orgId).toString())}.json`;
}

/** Whether a text is the id of a run. Ids become names of files, so nothing else may pass. */
export function isRunId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
