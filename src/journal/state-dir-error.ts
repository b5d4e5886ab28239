import { whyNot } from "../files.ts";

export type StateDirCode = "journal-not-written" | "state-dir-unusable";

/** What a run has to keep of itself cannot be kept, or not be read. Nothing may be written to Genesys then. */
export class StateDirError extends Error {
  readonly code: StateDirCode;
  readonly fix = "Make it writable, or name another folder with --state-dir; then run the same command again";

  constructor(code: StateDirCode, message: string) {
    super(message);
    this.name = "StateDirError";
    this.code = code;
  }
}

/** Does something with a file of the state dir; what goes wrong becomes a StateDirError. */
export async function withFile<T>(
  what: "read" | "write",
  path: string,
  act: () => Promise<T>,
  code: StateDirCode = "state-dir-unusable",
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw new StateDirError(code, `Cannot ${what} ${path}: ${whyNot(error)}`);
  }
}
