// Lets gus do the work once over real HTTP in real time, with the constants of all other runs: about seven minutes. The same run in virtual
// time stands beside it.
import { systemEdges } from "../src/edges.ts";
import { createOrg, type Org } from "../src/simulator/org.ts";
import { chance } from "../src/simulator/random.ts";
import { serve } from "../src/simulator/server.ts";
import { ALONE, LIMITERS } from "./conditions.ts";
import { gus, planAndApply } from "./contenders/gus.ts";
import { measure } from "./measure.ts";
import { roundTrip } from "./network.ts";
import { type OneRun, publishHttp } from "./publish.ts";
import { workOf } from "./work.ts";

const SEED = 1;

const { measurement } = await measure(gus, { ...ALONE, limiter: "sliding log", seed: SEED });
console.log(`In virtual time: ${Math.round(measurement.ms / 1000)} s. The same in real time …`);
console.log(await publishHttp(measurement, await realRun()));

async function realRun(): Promise<OneRun> {
  const work = workOf(SEED);
  const org = createOrg({ seed: SEED, world: work.world, limiter: LIMITERS["sliding log"] });
  const timed = slow(org);
  const served = await serve(timed.org);
  const env = {
    GENESYSCLOUD_ACCESS_TOKEN: org.mint(),
    GENESYSCLOUD_API_URL: served.url,
    GENESYSCLOUD_LOGIN_URL: served.url,
  };
  try {
    await planAndApply(work, systemEdges(env), {});
  } finally {
    await served.close();
  }
  const refused = org.log.filter(({ status }) => status === 429).length;
  return { ms: timed.ms(), calls: org.log.length, refused };
}

/**
 * The same org, answering as late as a network would, which takes the time from its first request to its last answer. On this machine a request
 * arrives at once, so the answer bears the whole round trip.
 */
function slow(org: Org): { readonly org: Org; readonly ms: () => number } {
  const stream = chance(SEED, "round trips");
  let first: number | undefined;
  let last = 0;
  const handle: Org["handle"] = (request, now) => {
    const delayMs = roundTrip(stream);
    first ??= performance.now();
    last = performance.now() + delayMs;
    return { ...org.handle(request, now), delayMs };
  };
  return { org: { ...org, handle }, ms: () => last - (first ?? last) };
}
