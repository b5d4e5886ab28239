import { setFlagsFromString } from "node:v8";

/**
 * Tunes V8 for a process that plans and ends. It puts fewer functions into one when it optimizes: what it does by default pays for programs
 * that run for days, and took a fifth of the CPU of a plan for 20,000 users. And it collects whenever the heap has trebled since the last
 * time, which takes a sixth of that plan's memory away (docs/performance.md). For whoever owns the process: never called by the library.
 */
export function tuneForPlanning(): void {
  setFlagsFromString("--max-inlined-bytecode-size-cumulative=100");
  setFlagsFromString("--heap-growing-percent=200");
}
