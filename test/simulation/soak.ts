import { drawSchedule } from "./draw/schedule.ts";
import { simulate } from "./simulate.ts";
const from = Number(process.argv[2] ?? 1);
const count = Number(process.argv[3] ?? 10);
const t = performance.now();
const fails = new Map<string, number[]>();
let shown = 0;
for (let seed = from; seed < from + count; seed += 1) {
  try {
    await simulate(drawSchedule(seed));
  } catch (error) {
    const name = (error as { invariant?: string }).invariant ?? String(error).slice(0, 200);
    fails.set(name, [...(fails.get(name) ?? []), seed]);
    if (shown++ < Number(process.argv[4] ?? 1)) console.log(String((error as Error).stack));
  }
}
console.log(fails, (performance.now() - t) / count);
