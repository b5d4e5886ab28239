import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { SimResponse } from "../../src/simulator/http.ts";
import { chance } from "../../src/simulator/random.ts";
import { onStage, type Stage, writesIn } from "./stage.ts";

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const NAMES = ["ada", "bob", "cay", "dan", "eve", "fay"];
const emailOf = (name: string) => `${name}@example.com`;
const PARTS = {
  skills: ["Billing", "Chat"],
  languages: ["English"],
  divisions: ["Home", "EMEA"],
  users: NAMES.map((name) => ({ email: emailOf(name), skills: { Chat: 2 } })),
};
const WISH = "{ title: Lead, skills: { Billing: 4, Chat: 3 }, languages: { English: 5 }, division: EMEA }";
const DEFINITIONS = `version: 1\nrails: { change: 6, division: 6 }\nusers:\n${NAMES.map((name) => `  ${emailOf(name)}: ${WISH}`).join("\n")}\n`;
const APPLY = ["apply", "plan.json", "--concurrency", "3"];
/** Of the reads before the first write, the writes, and the reading back. */
const CALLS = 28;

/** Nobody is left to read it. */
const NO_ANSWER: SimResponse = { status: 503, headers: {}, body: "", delayMs: 0 };

/** Applies, and ends the process without a word when its nth call comes in; `arrives`: Genesys does what that call asks. */
async function killAt(stage: Stage, nth: number, arrives: boolean): Promise<void> {
  const { child, ended } = stage.start(APPLY);
  let calls = 0;
  stage.watch(() => {
    calls += 1;
    if (calls < nth) return undefined;
    child.kill("SIGKILL");
    // What the process had sent already arrives as well.
    return calls === nth && !arrives ? NO_ANSWER : undefined;
  });
  await ended;
  stage.watch(() => undefined);
  await letTimePass(stage);
}

/** Puts the time of every line of the journals a minute back, so that their calls are surely over. */
async function letTimePass({ dir }: Stage): Promise<void> {
  const runs = join(dir, ".gus/runs");
  for (const name of await readdir(runs).catch(() => [])) {
    if (!name.endsWith(".ndjson")) continue;
    const before = (time: string) => new Date(Date.parse(time) - 60_000).toISOString();
    const text = await readFile(join(runs, name), "utf8");
    await writeFile(join(runs, name), text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, before));
  }
}

/** Accepted writes that were sent more than once with the same body. */
function repeated({ org }: Stage): readonly string[] {
  const accepted = writesIn(org.log).filter(({ status }) => status < 300);
  const sent = accepted.map(({ method, path, body }) => `${method} ${path} ${body}`);
  return sent.filter((call, index) => sent.indexOf(call) !== index);
}

describe.concurrent("gus apply, killed anywhere and applied again,", () => {
  it.each(SEEDS)("seed %i: does everything, and nothing twice", async (seed) => {
    const draw = chance(seed, "kills");
    await onStage({ parts: PARTS }, async (stage) => {
      await stage.planned(DEFINITIONS);
      await killAt(stage, 1 + draw.int(CALLS), draw.flip(0.5));
      if (draw.flip(0.5)) await killAt(stage, 1 + draw.int(CALLS / 2), draw.flip(0.5));
      const last = await stage.gus(APPLY);
      expect([last.exit, last.stderr.includes("error")]).toEqual([0, false]);
      for (const { title, skills, languages, divisionId } of stage.org.users()) {
        expect({ title, skills: skills.length, languages: languages.length }).toEqual({
          title: "Lead",
          skills: 2,
          languages: 1,
        });
        expect(divisionId).toBe(stage.org.world.divisions.find(({ name }) => name === "EMEA")?.id);
      }
      expect(repeated(stage)).toEqual([]);
      expect(await readdir(join(stage.dir, ".gus/locks"))).toEqual([]);
    });
  });
});
