import { RATE } from "../conditions.ts";
import { wait } from "../virtual-time.ts";
import type { Contender } from "./contender.ts";
import { type Http, httpOf, oneByOne, orThrow, patchProfile, putSkills, readAll } from "./script.ts";

const SLEEP_MS = RATE.windowMs / RATE.limit;

/** Sleeps as long after each call as the limit divided by the calls suggests, and never tries anything twice. */
export const fixedSleep: Contender = {
  name: "fixed-sleep",
  title: "a fixed sleep of 200 ms after each call",
  run: async (job) => {
    const http = httpOf(job);
    const slowly: Http = async (...request) => {
      const answer = await http(...request);
      await wait(SLEEP_MS);
      return answer;
    };
    const users = await readAll(slowly);
    return oneByOne(job.wishes, async (wish) => {
      const user = users.get(wish.userId);
      if (!user) throw new Error("not listed");
      orThrow(await patchProfile(slowly, user, wish));
      orThrow(await putSkills(slowly, user, wish));
    });
  },
};
