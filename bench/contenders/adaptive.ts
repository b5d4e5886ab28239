import { AdaptiveRetryStrategy } from "@smithy/util-retry";
import PQueue from "p-queue";
import type { Contender } from "./contender.ts";
import { secondsAsked } from "./forum-capped.ts";
import { type Answer, type Http, HttpError, httpOf, patchProfile, putSkills, readOne } from "./script.ts";

type Token = Parameters<AdaptiveRetryStrategy["recordSuccess"]>[0];

const WIDTH = 6;
/** The library's own default of 3 would leave most users undone. */
const ATTEMPTS = 10;

/** The adaptive mode of the AWS clients: a token bucket whose rate falls after throttling and rises by a cubic curve. */
export const adaptive: Contender = {
  name: "adaptive",
  title: "AWS adaptive retry, 6 at a time",
  run: async (job) => {
    const call = adapting(httpOf(job));
    const queue = new PQueue({ concurrency: WIDTH });
    const told = new Set<string>();
    await queue.addAll(
      job.wishes.map((wish) => async () => {
        try {
          const user = await readOne(call, wish.userId);
          await patchProfile(call, user, wish);
          await putSkills(call, user, wish);
        } catch {
          told.add(wish.userId);
        }
      }),
    );
    return told;
  },
};

/** Calls as the AWS clients' retry middleware makes them. */
function adapting(http: Http): Http {
  const strategy = new AdaptiveRetryStrategy(ATTEMPTS);
  return async (...request) => {
    for (let token = (await strategy.acquireInitialRetryToken("")) as Token; ; ) {
      const answer = await http(...request);
      if (answer.status < 400) {
        strategy.recordSuccess(token);
        return answer;
      }
      try {
        token = (await strategy.refreshRetryTokenForRetry(token, errorOf(answer))) as Token;
      } catch {
        throw new HttpError(answer);
      }
    }
  };
}

function errorOf(answer: Answer) {
  const seconds = secondsAsked(answer);
  const hint = seconds !== undefined && { retryAfterHint: new Date(Date.now() + seconds * 1000) };
  return { errorType: typeOf(answer.status), ...hint } as const;
}

function typeOf(status: number) {
  if (status === 429) return "THROTTLING";
  return status >= 500 ? "TRANSIENT" : "CLIENT_ERROR";
}
