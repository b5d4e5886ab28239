import { lookup } from "node:dns/promises";
import type { StatsD } from "hot-shots";
import type { Clock } from "../edges.ts";
import type { Metric } from "./metrics.ts";
import { AGENT_HOST, DOGSTATSD_PORT, type Target } from "./target.ts";

/** Sends figures to DogStatsD. Nothing here throws, rejects, or makes anybody wait, but for `end`. */
export interface Statsd {
  send(metrics: readonly Metric[]): void;
  /** Sends what is left and closes the socket; gives up after a second. */
  end(): Promise<void>;
}

export interface StatsdOptions {
  readonly target: Target;
  readonly clock: Clock;
  /** Told of the first trouble, in a sentence, and of no other. */
  readonly onTrouble: (message: string) => void;
}

/** Largest datagram, in bytes: fits into one Ethernet frame, as Datadog recommends for UDP. */
const DATAGRAM = 1432;
/** The end of a command waits no longer than this for the last figures to leave. */
const END_MS = 1000;

/** Opens a socket; the client is loaded only now, and the host looked up once. */
export function openStatsd({ target, clock, onTrouble }: StatsdOptions): Statsd {
  const warn = warnOnce(target, onTrouble);
  const opened = connect(target, warn);
  let ended = false;
  return {
    send: (metrics) => {
      // A call that was given up may still come to its end.
      if (ended) return;
      opened.then((client) => client && passAll(client, metrics)).catch(warn);
    },
    end: async () => {
      ended = true;
      const inTime = new AbortController();
      const late = clock.sleep(END_MS, inTime.signal).then(
        () => warn({ code: "time-out" }),
        () => undefined,
      );
      await Promise.race([opened.then(close), late]);
      inTime.abort();
    },
  };
}

async function connect({ host, port }: Target, warn: (error: unknown) => void): Promise<StatsD | undefined> {
  try {
    // An agent on "localhost" listens on IPv4, and UDP would not tell that nobody is there.
    const found = lookup(host, { order: "ipv4first" });
    const [{ StatsD }, { address }] = await Promise.all([import("hot-shots"), found]);
    return new StatsD({
      host: address,
      port,
      protocol: "udp",
      maxBufferSize: DATAGRAM,
      errorHandler: warn,
      // Neither the container's id nor figures about the client itself; DD_ENV and its like become tags all the same.
      datadog: false,
      closingFlushInterval: 10,
    });
  } catch (error) {
    warn(error);
    return undefined;
  }
}

function passAll(client: StatsD, metrics: readonly Metric[]): void {
  for (const { name, type, value, tags } of metrics) {
    if (type === "count") client.increment(name, value, { ...tags });
    else if (type === "gauge") client.gauge(name, value, { ...tags });
    else client.timing(name, value, { ...tags });
  }
}

/** Closing stops half-way when the last figures cannot leave, so these go first. */
function close(client: StatsD | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (client) client.flush(() => client.close(() => resolve()));
    else resolve();
  });
}

function warnOnce({ host, port }: Target, onTrouble: (message: string) => void): (error: unknown) => void {
  let warned = false;
  return (error) => {
    if (warned) return;
    warned = true;
    const where = `${host.includes(":") ? `[${host}]` : host}:${port}`;
    onTrouble(
      `Cannot send metrics to ${where} (${codeOf(error)}); the run goes on without. Check --statsd, ${AGENT_HOST} and ${DOGSTATSD_PORT}`,
    );
  };
}

function codeOf(error: unknown): string {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return String(code ?? message ?? error);
}
