import type { Schedule } from "./draw/schedule.ts";
import type { Happening } from "./history.ts";
import { INVARIANTS } from "./invariants/all.ts";
import { isGapLoss } from "./invariants/lost-edits.ts";
import type { Past } from "./past.ts";
import { play } from "./play.ts";
import { Violation } from "./violation.ts";
import { Scene } from "./world/scene.ts";

/** Schedules hold 60 operations at most; none of them takes that many steps. */
const MOST_HAPPENINGS = 20_000;
/** Eight starts of a program that gives up after some minutes each, with long pauses between them, are over within a day. */
const LONGEST_MS = 86_400_000;

/** Plays a schedule to its end. Throws a Violation at the first step that breaks an invariant. */
export async function simulate(schedule: Schedule): Promise<Past> {
  let violation: Violation | undefined;
  const scene = new Scene(schedule, (happening, past) => {
    violation ??= judge(happening, past);
  });
  const playing = { ended: false, failure: undefined as unknown };
  play(scene, schedule)
    .catch((error: unknown) => {
      playing.failure = error;
    })
    .finally(() => {
      playing.ended = true;
    });
  const isOver = () => playing.ended || violation !== undefined || isEndless(scene);
  const goesOn = await scene.timeline.pass(isOver);
  if (violation) throw violation;
  if (playing.failure) throw playing.failure;
  if (!goesOn) throw new Violation(ENDS, "the program waits for something that will never come", scene.past);
  if (!playing.ended) throw new Violation(ENDS, "the program does more than any run should", scene.past);
  return scene.past;
}

/** The one invariant that no single step can break. */
export const ENDS = "every run ends";

function isEndless({ past, timeline }: Scene): boolean {
  const [first] = past.happenings;
  return past.happenings.length > MOST_HAPPENINGS || timeline.now - (first?.at ?? 0) > LONGEST_MS;
}

function judge(happening: Happening, past: Past): Violation | undefined {
  for (const { name, check } of INVARIANTS) {
    const complaint = check(happening, past);
    if (complaint !== undefined) return new Violation(name, complaint, past);
  }
  if (isGapLoss(happening, past)) past.gapLosses += 1;
  return undefined;
}
