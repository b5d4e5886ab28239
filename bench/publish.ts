import { writeFile } from "node:fs/promises";
import { ALONE, RIVAL, SECOND_WRITER } from "./conditions.ts";
import { CONTENDERS } from "./contenders/all.ts";
import { markdownTable, writeMarked } from "./markdown.ts";
import { type Measurement, measure } from "./measure.ts";
import { drawPanels, type Panel } from "./svg.ts";
import { aloneTable, callsTable, harmTable, limiterTable, rivalTable } from "./tables.ts";

const PAGE = new URL("../../docs/performance.md", import.meta.url);
const PICTURE = new URL("../../docs/performance.svg", import.meta.url);
const DRAWN: readonly string[] = ["gus", "guide", "sdk"];

/** Writes what was measured into docs/, and answers the tables. */
export async function publish(measurements: readonly Measurement[]): Promise<string> {
  const tables = {
    alone: aloneTable(measurements),
    calls: callsTable(measurements),
    limiters: limiterTable(measurements),
    rival: rivalTable(measurements),
    "second writer": harmTable(measurements, SECOND_WRITER),
    "second writer and rival": harmTable(measurements, RIVAL),
  };
  await writeMarked(PAGE, tables);
  await writeFile(PICTURE, await picture());
  return Object.values(tables).join("\n\n");
}

/** Some contenders alone with the first seed. */
export async function picture(): Promise<string> {
  const panels: Panel[] = [];
  for (const contender of CONTENDERS.filter(({ name }) => DRAWN.includes(name))) {
    const { measurement, seen } = await measure(contender, { ...ALONE, limiter: "sliding log", seed: 1 });
    const { ms, refused, wrongTold, wrongUntold } = measurement;
    const note = `${(ms / 60_000).toFixed(1)} min, ${refused} × 429, ${wrongTold + wrongUntold} users wrong`;
    panels.push({ title: contender.title, note, calls: seen });
  }
  return drawPanels("Calls in the last minute", panels);
}

export type OneRun = Pick<Measurement, "ms" | "calls" | "refused">;

/** Writes a run over real HTTP into docs/, beside the same one in virtual time. */
export async function publishHttp(virtual: OneRun, real: OneRun): Promise<string> {
  const row = (name: string, { ms, calls, refused }: OneRun) => [
    name,
    (ms / 1000).toFixed(1),
    calls.toLocaleString("en-US"),
    String(refused),
  ];
  const difference = (100 * (real.ms - virtual.ms)) / virtual.ms;
  const table = markdownTable(
    ["", "seconds", "calls", "429s"],
    [
      row("virtual time", virtual),
      row("real time, real HTTP", real),
      ["difference", `${difference.toFixed(2)} %`, "", ""],
    ],
  );
  await writeMarked(PAGE, { http: table });
  return table;
}
