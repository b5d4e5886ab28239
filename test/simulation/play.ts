import type { ApplyOptions, Result } from "../../src/index.ts";
import { type Plan, RAILS } from "../../src/model/plan.ts";
import type { Checked } from "../../src/model/problem.ts";
import { type Answer, fromError, Interrupted } from "../../src/pipeline/answer.ts";
import { keptPlan } from "../../src/pipeline/kept-plan.ts";
import type { Files, Program } from "../laws/gus.ts";
import type { Schedule } from "./draw/schedule.ts";
import type { Command } from "./history.ts";
import { THE_END } from "./invariants/endings.ts";
import type { Death, Life } from "./world/life.ts";
import { type Scene, STATE_DIR } from "./world/scene.ts";

/** Longer than the latest of late writes. */
const ALL_OVER_MS = 600_000;
/** More starts than that bring nothing new. */
const MOST_STARTS = 8;
const BETWEEN_PLANS_MS = 70_000;

/** Plan, perhaps look around, apply until it is done; then let everything that is late come in. */
export async function play(scene: Scene, schedule: Schedule): Promise<void> {
  const files: Files = { "users.yaml": JSON.stringify(schedule.wishes) };
  const plan = await planUntilMade(scene, files);
  for (const command of schedule.reading) await look(scene, command, files, schedule);
  await scene.rest(schedule.pauseMs);
  stir(scene, schedule);
  await Promise.all([applyUntilDone(scene, schedule, plan), applyBesides(scene, schedule, plan)]);
  await scene.rest(ALL_OVER_MS);
  scene.tell(THE_END);
}

async function planUntilMade(scene: Scene, files: Files): Promise<Plan> {
  for (let start = 1; start <= MOST_STARTS; start += 1) {
    const made = await command(scene, "plan", (program) => program.plan(files, { accepted: ANYTHING }));
    if (made?.ok) return made.value;
    await scene.rest(BETWEEN_PLANS_MS);
  }
  throw new Error("No plan could be made");
}

const ANYTHING = RAILS.map((rule) => ({ rule, upTo: 1000, by: "a schedule" }));

async function look(scene: Scene, what: Command, files: Files, { pauseMs }: Schedule): Promise<void> {
  await scene.rest(pauseMs);
  await command<unknown>(scene, what, (program) =>
    what === "drift" ? program.plan(files, { kind: "drift" }) : program.exportUsers(),
  );
}

/** Everything that comes by itself while the program works. */
function stir(scene: Scene, { edits, limitChanges, outage }: Schedule): void {
  const { timeline, platform } = scene;
  for (const { at, who, change } of edits) timeline.after(at, () => platform.edit(who, change));
  for (const { at, limit } of limitChanges) timeline.after(at, () => platform.changeLimit({ limit }));
  if (outage) timeline.after(outage.at, () => scene.cut(outage.ms));
}

/** Starts apply again after every death and stop, until the plan is done. */
async function applyUntilDone(scene: Scene, schedule: Schedule, plan: Plan): Promise<void> {
  const { deaths, restartMs, interruptAt } = schedule;
  for (let start = 0; start < MOST_STARTS; start += 1) {
    const interrupt = new AbortController();
    if (start === 0 && interruptAt !== undefined)
      scene.timeline.after(interruptAt, () => interrupt.abort(new Interrupted(130)));
    const more = { signal: interrupt.signal };
    const applied = await command(
      scene,
      "apply",
      (program, life) => applyOrGoOn(program, life, scene, schedule, plan, more),
      deaths[start],
    );
    if (applied?.ok && isDone(applied.value)) return;
    await scene.rest(restartMs);
  }
}

function isDone({ exitCode }: Result): boolean {
  return exitCode === 0 || exitCode === 3;
}

/** The same apply a second time, which must wait for the first or give up. */
async function applyBesides(scene: Scene, schedule: Schedule, plan: Plan): Promise<void> {
  const { second } = schedule;
  if (!second) return;
  await scene.rest(second.at);
  const more = { lockTimeoutMs: second.lockTimeoutMs };
  await command(scene, "apply", (program, life) => applyOrGoOn(program, life, scene, schedule, plan, more));
}

/** With the plan at hand, or with nothing but the name of the run that was under way. */
async function applyOrGoOn(
  program: Program,
  { edges }: Life,
  scene: Scene,
  { strictPins, keepsState, namesRun }: Schedule,
  plan: Plan,
  more: Partial<ApplyOptions>,
): Promise<Answer<Result>> {
  const options = { settings: { strictPins }, ...more, ...(keepsState ? { stateDir: STATE_DIR } : {}) };
  const run = namesRun ? scene.openRuns()[0] : undefined;
  if (run === undefined) return program.apply(plan, options);
  const kept = await keptPlan({ edges, stateDir: STATE_DIR, run });
  return kept.ok ? program.apply(kept.value, { ...options, resume: run }) : kept;
}

/** One life of the program. Undefined when it died. */
async function command<T>(
  scene: Scene,
  what: Command,
  act: (program: Program, life: Life) => Promise<Answer<T> | Checked<T>>,
  death?: Death,
): Promise<Answer<T> | undefined> {
  const ended = await scene.run(
    what,
    async (program, life) => {
      const answer = await caught(act(program, life));
      if (life.isAlive) scene.noteEnd(life, answer);
      return answer;
    },
    death,
  );
  return ended.kind === "returned" ? ended.value : undefined;
}

/** What the library makes of an error. */
async function caught<T>(made: Promise<Answer<T> | Checked<T>>): Promise<Answer<T>> {
  try {
    const answer = await made;
    return answer.ok || "exit" in answer ? answer : { ...answer, exit: 1 };
  } catch (error) {
    return fromError(error);
  }
}
