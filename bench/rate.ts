import { parseArgs } from "node:util";
import { LIMITERS, type LimiterName, RIVAL_PER_MINUTE, SEEDS } from "./conditions.ts";
import { CONTENDERS } from "./contenders/all.ts";
import { measure } from "./measure.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    seeds: { type: "string" },
    limiter: { type: "string", multiple: true },
    edits: { type: "boolean" },
    rival: { type: "string", multiple: true },
  },
});
const limiters = (values.limiter ?? Object.keys(LIMITERS)) as LimiterName[];
const rivals = (values.rival ?? ["0", String(RIVAL_PER_MINUTE)]).map(Number);
for (const contender of CONTENDERS.filter(({ name }) => values.only?.includes(name) ?? true)) {
  for (const limiter of limiters)
    for (const rivalPerMinute of rivals)
      for (const seed of SEEDS.slice(0, Number(values.seeds ?? SEEDS.length))) {
        const began = process.hrtime.bigint();
        const { measurement: m } = await measure(contender, {
          limiter,
          rivalPerMinute,
          secondWriter: values.edits ?? false,
          seed,
        });
        const real = Number(process.hrtime.bigint() - began) / 1e9;
        console.log(
          m.contender.padEnd(14),
          m.limiter.padEnd(16),
          m.rivalPerMinute,
          m.seed,
          (m.ms / 60000).toFixed(2),
          "min",
          m.overFloor.toFixed(4),
          "calls",
          m.calls,
          "429",
          m.refused,
          "rival429",
          m.rivalRefused,
          "told",
          m.wrongTold,
          "untold",
          m.wrongUntold,
          "over",
          m.overwritten,
          "steady",
          m.steady?.used.toFixed(3),
          m.steady?.episodes.join(","),
          real.toFixed(1) + "s",
        );
      }
}
