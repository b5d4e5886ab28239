import PQueue from "p-queue";
import { wait } from "../virtual-time.ts";
import type { Contender, Job } from "./contender.ts";
import { secondsAsked } from "./forum-capped.ts";
import {
  type Answer,
  type Http,
  HttpError,
  httpOf,
  patchProfile,
  putSkills,
  type ReadUser,
  readAll,
  readOne,
  type Step,
  stepsOf,
} from "./script.ts";

/** Calls in flight; the guide recommends 5 to 8. */
const WIDTH = 6;
const ATTEMPTS = 5;
const CONFLICTS_IN_A_ROW = 3;
/** Calls left in the window, by the platform's own account, at which the guide pauses. */
const PAUSE_BELOW = 20;

/**
 * A community guide for bulk updates: a semaphore, five attempts with 2 s doubling to 30 s on top of Retry-After and jitter, a fresh read
 * after a version conflict, profile fields before routing. It would also pause by X-RateLimit headers, which the platform does not send.
 */
export const guide: Contender = {
  name: "guide",
  title: "community guide: semaphore of 6, 5 attempts",
  run: async (job) => {
    const queue = new PQueue({ concurrency: WIDTH });
    const call = patient(httpOf(job), job);
    const steps = stepsOf(job.wishes, await readAll(call));
    const told = new Set<string>();
    const all = (update: (step: Step) => Promise<unknown>) =>
      queue.addAll(
        steps.map((step) => async () => {
          await update(step).catch(() => told.add(step.wish.userId));
        }),
      );
    await all(({ user, wish }) => merged(call, user, (fresh) => patchProfile(call, fresh, wish)));
    await all(({ user, wish }) => putSkills(call, user, wish));
    return told;
  },
};

/** Attempts as the guide's decorator makes them: the wait inside an attempt, and the one between attempts. */
function patient(http: Http, { chance }: Pick<Job, "chance">): Http {
  return async (...request) => {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await http(...request);
      await pauseByHeaders(answer);
      if (answer.status === 429) {
        const seconds = secondsAsked(answer) ?? 2 + 3 * chance.next();
        await wait((seconds + 1.5 * chance.next()) * 1000);
      } else if (answer.status < 500) {
        if (answer.status >= 400) throw new HttpError(answer);
        return answer;
      }
      if (attempt === ATTEMPTS) throw new HttpError(answer);
      await wait(Math.min(30, Math.max(2, 2 ** (attempt - 1))) * 1000);
    }
  };
}

/** After a conflict: reads again, merges, sends again; gives a user up after three conflicts in a row. */
async function merged(call: Http, read: ReadUser, send: (user: ReadUser) => Promise<unknown>): Promise<void> {
  let user = read;
  for (let conflicts = 1; ; conflicts += 1) {
    try {
      await send(user);
      return;
    } catch (error) {
      if (!(error instanceof HttpError) || error.answer.status !== 409) throw error;
      if (conflicts === CONFLICTS_IN_A_ROW) throw error;
      user = await readOne(call, user.id);
    }
  }
}

async function pauseByHeaders(answer: Answer): Promise<void> {
  const remaining = Number(answer.header("X-RateLimit-Remaining") ?? Number.POSITIVE_INFINITY);
  const reset = Number(answer.header("X-RateLimit-Reset"));
  if (remaining < PAUSE_BELOW) await wait(Math.max(0, reset * 1000 - Date.now()));
}
