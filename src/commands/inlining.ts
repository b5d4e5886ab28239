import { setFlagsFromString } from "node:v8";

/**
 * Lets V8 put fewer functions into one when it optimizes. What it does by default pays for programs that run for days; a plan for 20,000
 * users spent a fifth of its CPU on it (docs/performance.md). For whoever owns the process: never called by the library.
 */
export function inlineLess(): void {
  setFlagsFromString("--max-inlined-bytecode-size-cumulative=100");
}
