// Lets every contender do the same work under every condition, each run in a virtual time of its own. `--only NAME`, `--seeds N`,
// `--limiter NAME`, `--rival N` and `--edits` pick some of it and print figures; the whole of it writes them into docs/.
import { parseArgs } from "node:util";
import { ALONE, type Company, LIMITER_NAMES, RIVAL, SECOND_WRITER } from "./conditions.ts";
import { CONTENDERS } from "./contenders/all.ts";
import { type Measurement, measure } from "./measure.ts";
import { publish } from "./publish.ts";

const SEEDS = 5;

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    seeds: { type: "string", default: String(SEEDS) },
    limiter: { type: "string", multiple: true },
    rival: { type: "string" },
    edits: { type: "boolean" },
  },
});
const picked = values.rival !== undefined || values.edits !== undefined;
const companies: readonly Company[] = picked
  ? [{ rivalPerMinute: Number(values.rival ?? 0), secondWriter: values.edits ?? false }]
  : [ALONE, SECOND_WRITER, RIVAL];
const contenders = CONTENDERS.filter(({ name }) => values.only?.includes(name) ?? true);
const limiters = LIMITER_NAMES.filter((name) => values.limiter?.includes(name) ?? true);
const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => index + 1);
if (contenders.length === 0 || limiters.length === 0) throw new Error("Nothing has that name.");

const runs = companies.flatMap((company) =>
  limiters.flatMap((limiter) =>
    contenders.flatMap((contender) => seeds.map((seed) => ({ contender, ...company, limiter, seed }))),
  ),
);
const measurements: Measurement[] = [];
const began = performance.now();
for (const { contender, ...conditions } of runs) {
  const { measurement } = await measure(contender, conditions);
  measurements.push(measurement);
  console.log(lineOf(measurement));
}
console.log(`${measurements.length} runs in ${Math.round((performance.now() - began) / 1000)} s.`);
const everything =
  !picked && [values.only, values.limiter].every((some) => some === undefined) && seeds.length >= SEEDS;
if (everything) console.log(await publish(measurements));

function lineOf(one: Measurement): string {
  const { steady } = one;
  const company = `${one.rivalPerMinute > 0 ? `rival ${one.rivalPerMinute}` : ""}${one.secondWriter ? " edits" : ""}`;
  return [
    one.contender.padEnd(13),
    one.limiter.padEnd(15),
    company.padEnd(15),
    `seed ${one.seed}`,
    `${(one.ms / 60_000).toFixed(2)} min`,
    `${one.overFloor.toFixed(3)} of floor`,
    `${one.calls} calls`,
    `${one.refused} × 429 (rival ${one.rivalRefused})`,
    `wrong ${one.wrongTold} told ${one.wrongUntold} untold`,
    `${one.overwritten} overwritten`,
    steady
      ? `from window 3: ${(100 * steady.used).toFixed(0)} % used, episodes ${steady.episodes.join(" ")}`
      : "",
  ].join("  ");
}
