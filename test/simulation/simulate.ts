import { RAILS } from "../../src/model/plan.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { Result } from "../../src/model/outcome.ts";
import type { Checked } from "../../src/model/problem.ts";
import { type Answer, fromError, Interrupted } from "../../src/pipeline/answer.ts";
import type { Files } from "../laws/gus.ts";
import type { Schedule } from "./draw/schedule.ts";
import type { Happening } from "./history.ts";
import { INVARIANTS } from "./invariants/all.ts";
import { THE_END } from "./invariants/endings.ts";
import type { Past } from "./past.ts";
import { Violation } from "./violation.ts";
import { Scene } from "./world/scene.ts";

/** Longer than any window: so that nothing that was called before counts any more. */
const WINDOW_OVER_MS = 66_000;
/** Longer than the latest of late writes. */
const ALL_OVER_MS = 600_000;
/** More starts than that bring nothing new. */
const MOST_STARTS = 8;

/** Plays a schedule to its end. Throws a Violation at the first step that breaks an invariant. */
export async function simulate(schedule: Schedule): Promise<Past> {
  let violation: Violation | undefined;
  const scene = new Scene(schedule, (happening, past) => {
    violation ??= judge(happening, past);
  });
  let ended = false;
  let failure: unknown;
  play(scene, schedule).then(
    () => {
      ended = true;
    },
    (error: unknown) => {
      failure = error;
      ended = true;
    },
  );
  const goesOn = await scene.timeline.pass(() => ended || violation !== undefined || isEndless(scene.past));
  if (violation) throw violation;
  if (failure) throw failure;
  if (!goesOn)
    throw new Violation("every run ends", "the program waits for something that will never come", scene.past);
  if (!ended) throw new Violation("every run ends", "the program does more than any run should", scene.past);
  return scene.past;
}

/** Schedules hold 60 operations at most; none of them takes that many steps. */
const MOST_HAPPENINGS = 20_000;

function isEndless({ happenings }: Past): boolean {
  return happenings.length > MOST_HAPPENINGS;
}

function judge(happening: Happening, past: Past): Violation | undefined {
  for (const { name, check } of INVARIANTS) {
    const complaint = check(happening, past);
    if (complaint !== undefined) return new Violation(name, complaint, past);
  }
  return undefined;
}

/** Plan, perhaps look around, apply until it is done; then let everything that is late come in. */
async function play(scene: Scene, schedule: Schedule): Promise<void> {
  const files: Files = { "users.yaml": JSON.stringify(schedule.wishes) };
  const plan = await planUntilMade(scene, files);
  for (const command of schedule.reading) await look(scene, command, files);
  await scene.rest(WINDOW_OVER_MS);
  stir(scene, schedule);
  await applyUntilDone(scene, schedule, plan);
  await scene.rest(ALL_OVER_MS);
  scene.tell(THE_END);
}

async function planUntilMade(scene: Scene, files: Files): Promise<Plan> {
  for (let start = 1; start <= MOST_STARTS; start += 1) {
    const ended = await scene.run("plan", async (program, life) => {
      const made = await caught(program.plan(files, { accepted: ANYTHING }));
      const plan = made.ok ? { plan: made.value } : {};
      scene.note({
        at: scene.timeline.now,
        kind: "end",
        life: life.number,
        command: "plan",
        exit: made.ok ? 0 : 1,
        words: wordsOf(made),
        ...plan,
      });
      return made;
    });
    if (ended.kind === "returned" && ended.value.ok) return ended.value.value;
    await scene.rest(WINDOW_OVER_MS);
  }
  throw new Error("No plan could be made");
}

const ANYTHING = RAILS.map((rule) => ({ rule, upTo: 1000, by: "a schedule" }));

async function look(
  scene: Scene,
  command: "drift" | "export" | "plan" | "apply",
  files: Files,
): Promise<void> {
  await scene.rest(WINDOW_OVER_MS);
  await scene.run(command, async (program, life) => {
    const made = await caught<unknown>(
      command === "drift" ? program.plan(files, { kind: "drift" }) : program.exportUsers(),
    );
    scene.note({
      at: scene.timeline.now,
      kind: "end",
      life: life.number,
      command,
      exit: made.ok ? 0 : 1,
      words: wordsOf(made),
    });
  });
}

/** Everything that comes by itself while the program works. */
function stir({ timeline, platform, ...scene }: Scene, schedule: Schedule): void {
  const { edits, limitChanges, outage } = schedule;
  void scene;
  for (const { at, who, change } of edits) timeline.after(at, () => platform.edit(who, change));
  for (const { at, limit } of limitChanges) timeline.after(at, () => platform.changeLimit({ limit }));
  void outage;
}

async function applyUntilDone(scene: Scene, schedule: Schedule, plan: Plan): Promise<void> {
  const { deaths, interruptAt, restartMs, strictPins } = schedule;
  if (schedule.outage) {
    const { at, ms } = schedule.outage;
    scene.timeline.after(at, () => scene.cut(ms));
  }
  for (let start = 0; start < MOST_STARTS; start += 1) {
    const interrupt = new AbortController();
    if (start === 0 && interruptAt !== undefined)
      scene.timeline.after(interruptAt, () => interrupt.abort(new Interrupted(130)));
    const ended = await scene.run(
      "apply",
      async (program, life) => {
        const applied = await program.apply(plan, { settings: { strictPins }, signal: interrupt.signal });
        const result = applied.ok ? { result: applied.value } : {};
        const exit = applied.ok ? applied.value.exitCode : applied.exit;
        scene.note({
          at: scene.timeline.now,
          kind: "end",
          life: life.number,
          command: "apply",
          exit,
          words: wordsOf(applied),
          ...result,
        });
        return exit;
      },
      deaths[start],
    );
    if (ended.kind === "returned" && (ended.value === 0 || ended.value === 3)) return;
    await scene.rest(Math.max(restartMs, WINDOW_OVER_MS));
  }
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

function wordsOf(answer: Answer<Result | Plan | unknown> | { readonly ok: boolean }): string {
  if ("problems" in answer)
    return answer.problems.map(({ code, message }) => `${code}: ${message}`).join("; ");
  const { value } = answer as { readonly value?: { readonly stopped?: { readonly message: string } } };
  return value?.stopped?.message ?? "done";
}
