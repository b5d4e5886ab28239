import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { markdownTable, PAGE, writeMarked } from "./markdown.ts";
import { median } from "./median.ts";

/** What is started, and what stands for all that Node itself costs. */
const CONTENDERS = {
  "node -e 0": ["-e", "0"],
  "gus --help": [fileURLToPath(new URL("../src/cli.js", import.meta.url)), "--help"],
} as const;
const RUNS = 41;

/** Starts each in turn, so that a busy machine slows all of them alike. The first round fills caches and is left out. */
function measure(): ReadonlyMap<string, readonly number[]> {
  const times = new Map<string, number[]>(Object.keys(CONTENDERS).map((name) => [name, []]));
  for (let round = 0; round <= RUNS; round += 1)
    for (const [name, args] of Object.entries(CONTENDERS)) {
      const ms = start(args);
      if (round > 0) times.get(name)?.push(ms);
    }
  return times;
}

function start(args: readonly string[]): number {
  const began = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: "ignore" });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}`);
  return performance.now() - began;
}

const times = measure();
const bare = median(times.get("node -e 0") ?? []);
const rows = [...times].map(([name, all]) => {
  const middle = median(all);
  return [name, middle.toFixed(1), Math.min(...all).toFixed(1), (middle / bare).toFixed(2)];
});
const heading = ["", "median ms", "least ms", "× bare node"];
const table = `${markdownTable(heading, rows)}\n\nMedians of ${RUNS} starts each, in turn, Node ${process.versions.node}.`;
await writeMarked(PAGE, { "start-up": table });
process.stdout.write(`${table}\n`);
