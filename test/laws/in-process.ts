import { MockAgent, type Dispatcher } from "undici";
import type { Clock } from "../../src/edges.ts";
import type { Org } from "../../src/simulator/org.ts";

/** Where gus believes the org to be. Nothing listens there. */
export const ORIGIN = "http://127.0.0.1:9";

/** Sockets that lead straight into an org: no port, no HTTP, no real time. */
export function inProcess(org: Org, clock: Clock): Dispatcher {
  const agent = new MockAgent();
  agent.disableNetConnect();
  const anything = { path: () => true, method: () => true };
  agent
    .get(ORIGIN)
    .intercept(anything)
    .reply(({ method, path, headers, body }) => {
      const sent = { method, path, headers: headers as Record<string, string>, body: String(body ?? "") };
      const answer = org.handle(sent, clock.now());
      if (answer.cut) throw new Error("The simulated connection broke");
      return { statusCode: answer.status, data: answer.body, responseOptions: { headers: answer.headers } };
    })
    .persist();
  return agent;
}
