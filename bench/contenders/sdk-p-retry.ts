import pRetry from "p-retry";
import type { Contender } from "./contender.ts";
import { oneByOne } from "./script.ts";
import { asError, updateWithSdk, usersApi } from "./sdk.ts";

/** Each user is one unit that p-retry repeats as it does by default: ten times, after 1, 2, 4 … s. The client hides Retry-After from it. */
export const sdkPRetry: Contender = {
  name: "sdk-p-retry",
  title: "official SDK with p-retry",
  run: async (job) => {
    const users = usersApi(job);
    return oneByOne(job.wishes, (wish) =>
      pRetry(() =>
        updateWithSdk(users, wish).catch((reason: unknown) => {
          throw asError(reason);
        }),
      ),
    );
  },
};
