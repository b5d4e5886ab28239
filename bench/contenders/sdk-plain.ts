import type { Contender } from "./contender.ts";
import { oneByOne } from "./script.ts";
import { updateWithSdk, usersApi } from "./sdk.ts";

/** The official client does not retry by itself. */
export const sdkPlain: Contender = {
  name: "sdk",
  title: "official SDK in a plain loop",
  run: async (job) => {
    const users = usersApi(job);
    return oneByOne(job.wishes, (wish) => updateWithSdk(users, wish));
  },
};
