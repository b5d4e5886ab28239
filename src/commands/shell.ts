import { type Edges, systemEdges } from "../edges.ts";
import { ask } from "./ask.ts";
import type { Observing } from "./observe.ts";
import { type Signalled, signalOf } from "./signals.ts";

/** The terminal or CI job that a command runs in. The only door to process and console. */
export interface Shell {
  readonly edges: Edges;
  readonly cwd: string;
  /** The version of Node, such as `v22.1.0`. */
  readonly node: string;
  /** The result, and nothing else. */
  out(text: string): void;
  /** Progress, questions and complaints. */
  err(text: string): void;
  readonly stdoutColor: boolean;
  readonly stderrColor: boolean;
  /** Somebody can be asked. */
  readonly interactive: boolean;
  /** Progress may redraw its line. */
  readonly redraws: boolean;
  readonly columns: number;
  ask(question: string): Promise<string>;
  /** Aborted with Interrupted on Ctrl-C or SIGTERM; see signalOf(). */
  readonly signal: AbortSignal;
  /** Given once the flags of a command are known. */
  readonly observing?: Observing;
}

export function systemShell(): Shell {
  const { env, stdin, stdout, stderr } = process;
  const signal = signalOf(systemSignalled);
  for (const stream of [stdout, stderr]) stream.on("error", ignoreClosedPipe);
  const plain = env.NO_COLOR !== undefined && env.NO_COLOR !== "";
  const inCi = env.CI !== undefined && env.CI !== "" && env.CI !== "false";
  return {
    edges: systemEdges(env),
    cwd: process.cwd(),
    node: process.version,
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    stdoutColor: stdout.isTTY && !plain,
    stderrColor: stderr.isTTY && !plain,
    interactive: stdin.isTTY && stderr.isTTY && !inCi,
    redraws: stderr.isTTY && !inCi && env.TERM !== "dumb",
    columns: stderr.columns || 80,
    ask: (question) =>
      ask(question, {
        input: stdin,
        output: stderr,
        signal,
        interrupt: () => void process.kill(process.pid, "SIGINT"),
      }),
    signal,
  };
}

const systemSignalled: Signalled = {
  on: (signal, listener) => void process.on(signal, listener),
  monotonic: () => performance.now(),
  later: (ms, act) => void setTimeout(act, ms).unref(),
  err: (text) => void process.stderr.write(text),
  exit: (code) => process.exit(code),
};

/** Whoever reads us, `head` for instance, may have read enough; what we do does not depend on being heard. */
function ignoreClosedPipe(error: Error & { readonly code?: string }): void {
  if (error.code !== "EPIPE") throw error;
}
