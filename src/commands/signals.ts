import { Interrupted } from "../pipeline/answer.ts";

type Signal = "SIGINT" | "SIGTERM";
type SignalExit = 130 | 143;

/** What signals need of the process that they are sent to. */
export interface Signalled {
  on(signal: Signal, listener: () => void): void;
  /** Milliseconds that never go back. */
  monotonic(): number;
  /** Acts after some milliseconds, unless the process has ended by then; keeps it alive no longer. */
  later(ms: number, act: () => void): void;
  err(text: string): void;
  exit(code: SignalExit): void;
}

/** A wrapper such as npx passes a signal on that the terminal has sent to gus as well; whoever means it again takes longer. */
const ECHO_MS = 250;
/** Calls in flight may take 20 s to finish; then the result is written and the token revoked. */
const END_MS = 40_000;

const EXITS: Readonly<Record<Signal, SignalExit>> = { SIGINT: 130, SIGTERM: 143 };

/**
 * Aborted with Interrupted at the first signal. A second one, or the end of the time that there is to end in, ends the process whatever it
 * does: some waits nobody can call off, such as that for a file.
 */
export function signalOf(signalled: Signalled): AbortSignal {
  const interruption = new AbortController();
  let first: number | undefined;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    const drop = (when: string) => {
      signalled.err(`Ended ${when}, without waiting for what was under way; run the same command again.\n`);
      signalled.exit(EXITS[signal]);
    };
    signalled.on(signal, () => {
      const now = signalled.monotonic();
      if (first !== undefined) {
        if (now - first > ECHO_MS) drop("at a second signal");
        return;
      }
      first = now;
      interruption.abort(new Interrupted(EXITS[signal]));
      signalled.later(END_MS, () => drop(`${END_MS / 1000} s after ${signal}`));
    });
  }
  return interruption.signal;
}
