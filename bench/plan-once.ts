import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tuneForPlanning } from "../src/commands/tune-v8.ts";
import { loadDefinitions } from "../src/definitions/load.ts";
import { liveFrom } from "../src/live/source.ts";
import type { Definitions } from "../src/model/definitions.ts";
import type { Warning } from "../src/model/problem.ts";
import { makePlan } from "../src/pipeline/make-plan.ts";
import { show } from "../src/pipeline/show.ts";
import { answersFrom } from "./answers.ts";

tuneForPlanning();
// All that `gus plan --out` does, but for the network: node plan-once.js DEFINITIONS ANSWERS FOLDER. Says what the API's answers cost.
const [definitionsAt = "", answersAt = "", folder = ""] = process.argv.slice(2);
const { reader, cpuSeconds } = answersFrom(answersAt);
const made = await makePlan(request(await definitions()), {
  from: liveFrom(reader),
  onEvent: () => undefined,
});
if (!made.ok) throw new Error(made.problems.map(({ message }) => message).join("\n"));
await writeFile(join(folder, "plan.json"), show({ document: made.value, format: "json" }));
await writeFile(join(folder, "plan.txt"), show({ document: made.value, format: "text" }));
process.stdout.write(
  JSON.stringify({ answersSeconds: cpuSeconds(), operations: made.value.operations.length }),
);

async function definitions() {
  const checked = await loadDefinitions([definitionsAt], { cwd: folder });
  if (!checked.ok) throw new Error(checked.problems.map(({ message }) => message).join("\n"));
  return { definitions: checked.value, warnings: checked.warnings };
}

function request(from: { readonly definitions: Definitions; readonly warnings: readonly Warning[] }) {
  return {
    ...from,
    kind: "plan" as const,
    selection: [],
    accepted: [],
    pace: { calls: 300, windowMs: 60_000, burst: 6, settleMs: 900_000, settleAbove: 500 },
    made: { at: new Date().toISOString(), toolVersion: "bench" },
  };
}
