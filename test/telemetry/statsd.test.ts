import { networkInterfaces } from "node:os";
import { describe, expect, it, vi } from "vitest";
import { systemClock } from "../../src/edges.ts";
import type { Metric } from "../../src/telemetry/metrics.ts";
import { openStatsd } from "../../src/telemetry/statsd.ts";
import type { Target } from "../../src/telemetry/target.ts";
import { withUdpListener } from "../udp-listener.ts";

const COUNT: Metric = {
  name: "genesys.users.calls",
  type: "count",
  value: 1,
  tags: { method: "PATCH", endpoint: "/api/v2/users/{id}", status: "200" },
};
const TIMING: Metric = { ...COUNT, name: "genesys.users.latency", type: "timing", value: 212 };
const GAUGE: Metric = { name: "genesys.users.account.used", type: "gauge", value: 7, tags: {} };
/** Longer than a host name may be, so that nobody is asked for it. */
const NO_HOST = "a".repeat(64);

const HAS_IPV6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === "::1"),
);

// The client would make tags of them.
for (const name of ["DD_ENV", "DD_SERVICE", "DD_VERSION", "DD_ENTITY_ID", "DD_TAGS", "DATADOG_TAGS"])
  vi.stubEnv(name, "");

/** Sends the metrics, one call each, and ends. Answers what it was told of trouble. */
async function sendAll(
  target: Target,
  metrics: readonly Metric[],
  clock = systemClock,
): Promise<readonly string[]> {
  const troubles: string[] = [];
  const statsd = openStatsd({ target, clock, onTrouble: (message) => troubles.push(message) });
  for (const metric of metrics) statsd.send([metric]);
  await statsd.end();
  return troubles;
}

describe("openStatsd()", () => {
  it("sends what it was given, in the words of DogStatsD, before it has ended", async () => {
    await withUdpListener(async ({ port, lines }) => {
      expect(await sendAll({ host: "127.0.0.1", port }, [COUNT, TIMING, GAUGE])).toEqual([]);
      const tags = "#method:PATCH,endpoint:/api/v2/users/{id},status:200";
      expect(await lines()).toEqual([
        `genesys.users.calls:1|c|${tags}`,
        `genesys.users.latency:212|ms|${tags}`,
        "genesys.users.account.used:7|g",
      ]);
    });
  });

  it("takes nothing more once it has ended, and says nothing about it", async () => {
    await withUdpListener(async ({ port, lines }) => {
      const troubles: string[] = [];
      const target = { host: "127.0.0.1", port };
      const statsd = openStatsd({ target, clock: systemClock, onTrouble: (said) => troubles.push(said) });
      await statsd.end();
      statsd.send(Array(100).fill(COUNT));
      await statsd.end();
      expect(await lines()).toEqual([]);
      expect(troubles).toEqual([]);
    });
  });

  it("puts many figures into a datagram, and no more than fit into a frame", async () => {
    await withUdpListener(async ({ port, datagrams, lines }) => {
      await sendAll({ host: "127.0.0.1", port }, Array(100).fill(COUNT));
      expect(await lines()).toHaveLength(100);
      const sizes = (await datagrams()).map((text) => text.length);
      expect(sizes.length).toBeLessThan(12);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(1432);
    });
  });

  it("reaches an agent on localhost by its IPv4 address", async () => {
    await withUdpListener(async ({ port, lines }) => {
      await sendAll({ host: "localhost", port }, [GAUGE]);
      expect(await lines()).toEqual(["genesys.users.account.used:7|g"]);
    });
  });

  it.skipIf(!HAS_IPV6)("reaches an agent on IPv6", async () => {
    await withUdpListener(async ({ port, lines }) => {
      await sendAll({ host: "::1", port }, [GAUGE]);
      expect(await lines()).toEqual(["genesys.users.account.used:7|g"]);
    }, "::1");
  });

  it("tells once of a host that cannot be found, and swallows the rest", async () => {
    expect(await sendAll({ host: NO_HOST, port: 8125 }, [COUNT, TIMING, GAUGE])).toEqual([
      `Cannot send metrics to ${NO_HOST}:8125 (ENOTFOUND); the run goes on without. Check --statsd, DD_AGENT_HOST and DD_DOGSTATSD_PORT`,
    ]);
  });

  it("tells once of a network that does not take them, however often", async () => {
    // Nobody may send to all without asking the system for it.
    const troubles = await sendAll({ host: "255.255.255.255", port: 8125 }, Array(100).fill(COUNT));
    expect(troubles).toEqual([
      expect.stringMatching(/^Cannot send metrics to 255\.255\.255\.255:8125 \(E\w+\);/),
    ]);
  });

  it("says nothing where nobody listens", async () => {
    let port = 0;
    await withUdpListener(async (listener) => {
      port = listener.port;
    });
    expect(await sendAll({ host: "127.0.0.1", port }, [COUNT])).toEqual([]);
  });

  it("ends although the figures cannot leave in time, and says so", async () => {
    const atOnce = { ...systemClock, sleep: async () => undefined };
    const troubles = await sendAll({ host: "127.0.0.1", port: 9 }, [COUNT], atOnce);
    expect(troubles).toEqual([expect.stringContaining("127.0.0.1:9 (time-out)")]);
  });
});
