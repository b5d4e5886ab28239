import { wait } from "../virtual-time.ts";
import type { Contender } from "./contender.ts";
import { secondsAsked } from "./forum-capped.ts";
import { type Http, HttpError, httpOf, oneByOne, patchProfile, putSkills, readAll } from "./script.ts";

const RETRIES = 5;
const STATUSES: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);
/** urllib3 tries only these again unless told otherwise, and the answer does not tell it. */
const TRIED_AGAIN: ReadonlySet<string> = new Set(["GET", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE"]);

/**
 * A forum answer for Python: a session with urllib3's Retry(total=5, backoff_factor=1) for 429 and 5xx. It honours Retry-After, but leaves
 * PATCH as it is, and nobody looks at the status of an answer.
 */
export const forumUrllib3: Contender = {
  name: "forum-urllib3",
  title: "forum answer: urllib3 Retry",
  run: async (job) => {
    const http = httpOf(job);
    const session: Http = async (method, ...rest) => {
      for (let attempt = 0; ; attempt += 1) {
        const answer = await http(method, ...rest);
        if (!STATUSES.has(answer.status) || !TRIED_AGAIN.has(method)) return answer;
        if (attempt === RETRIES) throw new HttpError(answer);
        const backoff = attempt === 0 ? 0 : 2 ** attempt;
        await wait((secondsAsked(answer) ?? backoff) * 1000);
      }
    };
    const users = await readAll(session);
    return oneByOne(job.wishes, async (wish) => {
      const user = users.get(wish.userId);
      if (!user) throw new Error("not listed");
      await patchProfile(session, user, wish);
      await putSkills(session, user, wish);
    });
  },
};
