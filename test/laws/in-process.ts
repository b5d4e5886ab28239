import { type Dispatcher, MockAgent } from "undici";
import type { Clock, Edges } from "../../src/edges.ts";
import type { Connection } from "../../src/pipeline/connection.ts";
import type { Org } from "../../src/simulator/org.ts";
import { fakeClock, fakeEdges } from "../fake-clock.ts";

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

/** How gus reaches an org in process, so fast that nothing waits; pacing has tests of its own. */
export function connectionTo(org: Org): {
  readonly connection: Connection;
  readonly around: { readonly edges: Edges; readonly onEvent: () => undefined };
} {
  const clock = fakeClock({ auto: true });
  const env = {
    GENESYSCLOUD_ACCESS_TOKEN: org.mint(clock.now()),
    GENESYSCLOUD_API_URL: ORIGIN,
    GENESYSCLOUD_LOGIN_URL: ORIGIN,
  };
  return {
    connection: { dispatcher: inProcess(org, clock), rate: { limit: 1_000_000, windowMs: 60_000 } },
    around: { edges: fakeEdges({ clock, env }), onEvent: () => undefined },
  };
}
