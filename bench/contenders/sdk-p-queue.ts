import PQueue from "p-queue";
import pRetry from "p-retry";
import { RATE } from "../conditions.ts";
import type { Wish } from "../work.ts";
import type { Contender } from "./contender.ts";
import { asError, usersApi, wantedSkills } from "./sdk.ts";

const WIDTH = 6;

/** The careful script: p-queue's strict cap of 300 calls in any minute, p-retry around each user, a GET before the PATCH. */
export const sdkPQueue: Contender = {
  name: "sdk-p-queue",
  title: "official SDK, p-queue cap, p-retry",
  run: async (job) => {
    const users = usersApi(job);
    const calls = new PQueue({ intervalCap: RATE.limit, interval: RATE.windowMs, strict: true });
    const update = async (wish: Wish) => {
      const user = await calls.add(() => users.getUser(wish.userId, { expand: ["skills"] }));
      await calls.add(() => users.patchUser(wish.userId, { version: user.version ?? 0, title: wish.title }));
      await calls.add(() =>
        users.putUserRoutingskillsBulk(wish.userId, wantedSkills(user.skills ?? [], wish)),
      );
    };
    const told = new Set<string>();
    const workers = new PQueue({ concurrency: WIDTH });
    await workers.addAll(
      job.wishes.map((wish) => async () => {
        const tries = pRetry(() =>
          update(wish).catch((reason: unknown) => {
            throw asError(reason);
          }),
        );
        await tries.catch(() => told.add(wish.userId));
      }),
    );
    return told;
  },
};
