import type { SimRequest, SimResponse } from "../src/simulator/http.ts";
import type { Org } from "../src/simulator/org.ts";
import type { Chance } from "../src/simulator/random.ts";
import { ROUND_TRIP } from "./conditions.ts";
import { wait } from "./virtual-time.ts";

/** Carries a request to an org, and its answer back. */
export type Network = (request: SimRequest) => Promise<SimResponse>;

/** A network whose round trips take the time that `chance` draws; half of it on the way there. */
export function networkTo(org: Pick<Org, "handle">, chance: Chance): Network {
  return async (request) => {
    const ms = roundTrip(chance);
    await wait(ms / 2);
    const response = org.handle(request, Date.now());
    await wait(ms / 2);
    return response;
  };
}

/** Milliseconds, log-normal. */
export function roundTrip(chance: Chance): number {
  const normal = Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next());
  return ROUND_TRIP.medianMs * Math.exp(ROUND_TRIP.sigma * normal);
}
