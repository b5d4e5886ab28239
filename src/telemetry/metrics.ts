import { callKind } from "../model/call-kind.ts";
import type { GusEvent } from "../model/event.ts";

/** Every name that stands behind `genesys.users.`, with its type in DogStatsD. Timings are in milliseconds. */
export const METRICS = {
  "update.429": "count",
  calls: "count",
  latency: "timing",
  retries: "count",
  conflicts: "count",
  held: "count",
  outcomes: "count",
  pauses: "count",
  "pause.time": "timing",
  "breaker.openings": "count",
  warnings: "count",
  "account.used": "gauge",
  "account.allowed": "gauge",
  "account.limit": "gauge",
  "account.width": "gauge",
} as const satisfies Readonly<Record<string, "count" | "gauge" | "timing">>;

type Name = keyof typeof METRICS;

/** One figure. Tags are words of ours and of the API, few of each: never an id, an e-mail, or a text from an answer. */
export interface Metric {
  readonly name: `genesys.users.${Name}`;
  readonly type: (typeof METRICS)[Name];
  readonly value: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** The figures that an event changes. */
export function metricsOf(event: GusEvent): readonly Metric[] {
  switch (event.type) {
    case "call":
      return callMetrics(event);
    case "retry":
      return [metric("retries", 1, { method: event.method, endpoint: event.route })];
    case "pause": {
      const { reason, ms } = event;
      return [metric("pauses", 1, { reason }), metric("pause.time", ms, { reason })];
    }
    case "pace":
      return [metric("account.allowed", event.allowed), metric("account.width", event.width)];
    case "conflict":
      return [metric("conflicts", 1)];
    case "outcome": {
      const { status } = event.outcome;
      return [metric("outcomes", 1, { status }), ...(status === "held" ? [metric("held", 1)] : [])];
    }
    case "breaker":
      return [metric("breaker.openings", 1)];
    case "warning":
      return [metric("warnings", 1)];
    case "stage":
    case "note":
      return [];
  }
}

/** Only answered calls have a latency; a 429 counts as one of an update when the call would have written. */
function callMetrics(event: Extract<GusEvent, { type: "call" }>): readonly Metric[] {
  const { method, route: endpoint, status, ms, account } = event;
  const answered = status !== 0;
  const refused = status === 429 && callKind(method, endpoint) === "write";
  return [
    metric("calls", 1, { method, endpoint, status: answered ? String(status) : "none" }),
    ...(answered ? [metric("latency", ms, { method, endpoint })] : []),
    ...(refused ? [metric("update.429", 1, { endpoint })] : []),
    ...(account
      ? [
          metric("account.used", account.used),
          metric("account.allowed", account.allowed),
          metric("account.limit", account.limit),
        ]
      : []),
  ];
}

function metric(name: Name, value: number, tags: Metric["tags"] = {}): Metric {
  return { name: `genesys.users.${name}`, type: METRICS[name], value, tags };
}
