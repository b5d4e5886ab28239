import { wait } from "../virtual-time.ts";
import type { Contender } from "./contender.ts";
import {
  type Answer,
  type Http,
  httpOf,
  oneByOne,
  orThrow,
  patchProfile,
  putSkills,
  readAll,
} from "./script.ts";

const LONGEST_WAIT_S = 10;

/** A forum answer for Python: after a 429 sleep as asked but at most 10 s, try once more, and print what then fails. */
export const forumCapped: Contender = {
  name: "forum-capped",
  title: "forum answer: wait ≤ 10 s, once more",
  run: async (job) => {
    const http = httpOf(job);
    const call: Http = async (...request) => {
      const first = await http(...request);
      if (first.status !== 429) return orThrow(first);
      await wait(Math.min(secondsAsked(first) ?? 1, LONGEST_WAIT_S) * 1000);
      return orThrow(await http(...request));
    };
    const users = await readAll(call);
    return oneByOne(job.wishes, async (wish) => {
      const user = users.get(wish.userId);
      if (!user) throw new Error("not listed");
      await patchProfile(call, user, wish);
      await putSkills(call, user, wish);
    });
  },
};

/** Whole seconds of Retry-After. */
export function secondsAsked(answer: Answer): number | undefined {
  const seconds = Number.parseInt(answer.header("Retry-After") ?? "", 10);
  return Number.isNaN(seconds) ? undefined : seconds;
}
