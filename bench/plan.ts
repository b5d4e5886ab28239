import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { recordAnswers } from "./answers.ts";
import { definitionFiles, type Layout } from "./definitions.ts";
import { markdownTable, PAGE, writeMarked } from "./markdown.ts";
import { median } from "./median.ts";
import { worldOf } from "./people.ts";
import { run } from "./run.ts";

/** What is planned: so many users, of whom one in `differs` has to change. */
interface Case {
  readonly users: number;
  readonly layout: Layout;
  readonly differs: number;
}

const SIZES = [2000, 20_000, 100_000];
const CASES: readonly Case[] = [
  ...SIZES.map((users) => ({ users, layout: "folder" as const, differs: 20 })),
  ...SIZES.map((users) => ({ users, layout: "one file" as const, differs: 20 })),
  { users: 20_000, layout: "folder", differs: 2 },
];
const RUNS = 5;
const PLAN_ONCE = fileURLToPath(new URL("./plan-once.js", import.meta.url));

/** CPU is that of a whole process, start-up included, without what taking in the API's answers costs. */
interface Run {
  readonly cpuSeconds: number;
  readonly answersSeconds: number;
  readonly peakMiB: number;
}

/** A case with the medians of its runs. */
type Measured = Case & Run;

async function measure(one: Case): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "gus-bench-"));
  try {
    const [definitions, answers] = prepare(one, folder);
    const runs: Run[] = [];
    for (let left = RUNS; left > 0; left -= 1) runs.push(await planOnce(definitions, answers, folder));
    const middle = (pick: (figures: Run) => number) => median(runs.map(pick));
    return {
      ...one,
      cpuSeconds: middle(({ cpuSeconds }) => cpuSeconds),
      answersSeconds: middle(({ answersSeconds }) => answersSeconds),
      peakMiB: middle(({ peakMiB }) => peakMiB),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function prepare({ users, layout, differs }: Case, folder: string): readonly [string, string] {
  const [definitions, answers] = [join(folder, "definitions"), join(folder, "answers")];
  for (const path of [definitions, answers]) mkdirSync(path);
  for (const [name, text] of definitionFiles(users, layout)) writeFileSync(join(definitions, name), text);
  recordAnswers(worldOf(users, differs), answers);
  return [definitions, answers];
}

async function planOnce(definitions: string, answers: string, folder: string): Promise<Run> {
  const { cpuSeconds, peakMiB, stdout } = await run([PLAN_ONCE, definitions, answers, folder]);
  const { answersSeconds } = JSON.parse(stdout) as { readonly answersSeconds: number };
  return { cpuSeconds: cpuSeconds - answersSeconds, answersSeconds, peakMiB };
}

/** The power of the number of users with which a figure grew since the size before: 1 is linear. */
function growth(of: "cpuSeconds" | "peakMiB", now: Measured, before: Measured | undefined): string {
  if (!before || before.users >= now.users || before.layout !== now.layout) return "";
  return (Math.log(now[of] / before[of]) / Math.log(now.users / before.users)).toFixed(2);
}

const measured: Measured[] = [];
for (const one of CASES) {
  measured.push(await measure(one));
  process.stderr.write(".");
}
const rows = measured.map((one, index) => [
  one.users.toLocaleString("en"),
  one.layout,
  `1 in ${one.differs}`,
  one.cpuSeconds.toFixed(2),
  growth("cpuSeconds", one, measured[index - 1]),
  one.answersSeconds.toFixed(2),
  one.peakMiB.toFixed(0),
  growth("peakMiB", one, measured[index - 1]),
]);
const heading = ["users", "written in", "differ", "CPU s", "growth", "answers s", "peak MiB", "growth"];
const table = `${markdownTable(heading, rows)}\n\nMedians of ${RUNS} processes each, Node ${process.versions.node}.`;
await writeMarked(PAGE, { planning: table });
process.stdout.write(`\n${table}\n`);
