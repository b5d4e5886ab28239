import { wait } from "../virtual-time.ts";
import type { Contender } from "./contender.ts";
import { secondsAsked } from "./forum-capped.ts";
import { type Http, httpOf, oneByOne, orThrow, patchProfile, putSkills, readAll } from "./script.ts";

const TRIES = 5;

/**
 * A forum answer for Node: up to five tries, waiting Retry-After or else 1 s doubling. It hands the header's seconds to a timer that takes
 * milliseconds, and a fifth 429 ends the loop without a word; both as written there.
 */
export const forumNode: Contender = {
  name: "forum-node",
  title: "forum answer: 5 tries in Node",
  run: async (job) => {
    const http = httpOf(job);
    const call: Http = async (...request) => {
      let answer = await http(...request);
      for (let attempt = 0; attempt < TRIES && answer.status === 429; attempt += 1) {
        await wait(secondsAsked(answer) ?? 2 ** attempt * 1000);
        if (attempt < TRIES - 1) answer = await http(...request);
      }
      return answer.status === 429 ? answer : orThrow(answer);
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
