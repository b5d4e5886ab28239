import { createInterface } from "node:readline/promises";

export interface Asking {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Ends the wait for an answer. */
  readonly signal: AbortSignal;
  /** Called on Ctrl-C: while somebody types, the terminal hands it over as a key, and no signal comes. */
  interrupt(): void;
}

/** Asks on a terminal and resolves to the line typed; rejects when the signal is aborted or the terminal closes. */
export async function ask(question: string, { input, output, signal, interrupt }: Asking): Promise<string> {
  const lines = createInterface({ input, output });
  lines.on("SIGINT", interrupt);
  try {
    return await lines.question(question, { signal });
  } finally {
    lines.close();
  }
}
