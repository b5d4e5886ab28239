import { writeFile } from "node:fs/promises";
import { ALONE, RIVAL, SECOND_WRITER } from "./conditions.ts";
import { CONTENDERS } from "./contenders/all.ts";
import { MINUTES, OVER_FLOOR, OVERWRITTEN, REFUSED, RIVAL_REFUSED, shown, TOLD, UNTOLD } from "./figures.ts";
import { markdownTable, PAGE, writeMarked } from "./markdown.ts";
import { type Measurement, measure } from "./measure.ts";
import { drawPanels, type Panel } from "./svg.ts";
import { aloneTable, callsTable, matrix } from "./tables.ts";

const PICTURE = new URL("../../docs/performance.svg", import.meta.url);
const DRAWN: readonly string[] = ["gus", "guide", "sdk"];

/** Writes what was measured into docs/, and answers the tables. */
export async function publish(measurements: readonly Measurement[]): Promise<string> {
  const tables = {
    alone: aloneTable(measurements),
    calls: callsTable(measurements),
    limiters: matrix(measurements, ALONE, [MINUTES, OVER_FLOOR, REFUSED]),
    rival: matrix(measurements, RIVAL, [MINUTES, OVER_FLOOR, REFUSED, RIVAL_REFUSED]),
    "second writer": matrix(measurements, SECOND_WRITER, [TOLD, UNTOLD, OVERWRITTEN]),
    "second writer and rival": matrix(measurements, RIVAL, [TOLD, UNTOLD, OVERWRITTEN]),
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
    shown(ms / 1000, 1),
    shown(calls, 0),
    String(refused),
  ];
  const difference = (100 * (real.ms - virtual.ms)) / virtual.ms;
  const table = markdownTable(
    ["", "seconds", "calls", "429s"],
    [
      row("virtual time", virtual),
      row("real time, real HTTP", real),
      ["difference", `${shown(difference, 2)} %`, "", ""],
    ],
  );
  await writeMarked(PAGE, { http: table });
  return table;
}
