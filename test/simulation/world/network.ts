import { Dispatcher } from "undici";
import type { Operation } from "../../../src/model/plan.ts";
import type { SimResponse } from "../../../src/simulator/http.ts";
import type { Chance } from "../../../src/simulator/random.ts";
import type { Call, Happening } from "../history.ts";
import type { Life } from "./life.ts";
import type { Platform } from "./platform.ts";
import type { Timeline } from "./timeline.ts";

/** How long messages travel: a log-normal round trip, half of it each way. */
export interface RoundTrip {
  readonly medianMs: number;
  /** Spread of the logarithm; 0.35 makes one in twenty take 1.8 times the median. */
  readonly sigma: number;
}

export interface Wiring {
  readonly timeline: Timeline;
  readonly platform: Platform;
  readonly chance: Chance;
  readonly roundTrip: RoundTrip;
  /** Whether the platform can be reached now. */
  readonly isUp: () => boolean;
  readonly note: (happening: Happening) => void;
  readonly nextNumber: () => number;
  readonly operationOf: (call: Pick<Call, "method" | "path" | "body">) => Operation | undefined;
}

type Handler = Dispatcher.DispatchHandler;

/** Sockets that lead from one life of the program to the platform, without HTTP and in virtual time. */
export class Network extends Dispatcher {
  readonly #life: Life;
  readonly #wiring: Wiring;

  constructor(life: Life, wiring: Wiring) {
    super();
    this.#life = life;
    this.#wiring = wiring;
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Handler): boolean {
    const { method, path } = options;
    const body = typeof options.body === "string" ? options.body : "";
    const writes = isWrite(method, path);
    const { timeline, note, nextNumber, operationOf, isUp } = this.#wiring;
    if (!this.#life.comesTo(writes ? "write leaves" : "read leaves")) return true;
    const operation = writes ? operationOf({ method, path, body }) : undefined;
    const call: Call = {
      number: nextNumber(),
      life: this.#life.number,
      method,
      path,
      body,
      writes,
      operation,
      leftAt: timeline.now,
      userIds: [],
    };
    handler.onConnect?.((reason) => this.#end(call, "given up", () => handler.onError?.(reason ?? ABORTED)));
    note({ at: timeline.now, kind: "left", call });
    const headers = options.headers as Readonly<Record<string, string>>;
    if (isUp()) timeline.after(this.#half(), () => this.#arrive(call, headers, handler));
    else timeline.after(this.#half(), () => this.#break(call, handler, "ECONNREFUSED"));
    if (writes) this.#life.comesTo("write is out");
    return true;
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }

  override destroy(): Promise<void> {
    return Promise.resolve();
  }

  #arrive(call: Call, headers: Readonly<Record<string, string>>, handler: Handler): void {
    const { platform, timeline } = this.#wiring;
    const response = platform.receive(call, headers, this.#life.command);
    const back = response.delayMs + this.#half();
    if (response.cut) timeline.after(back, () => this.#break(call, handler, "ECONNRESET"));
    else timeline.after(back, () => this.#answer(call, response, handler));
  }

  #break(call: Call, handler: Handler, code: string): void {
    call.backAt = this.#wiring.timeline.now;
    if (call.endedAt !== undefined) return;
    if (!this.#life.comesTo(call.writes ? "write answered" : "read answered")) return;
    const error = Object.assign(new Error("The simulated connection broke"), { code });
    this.#end(call, "broken", () => handler.onError?.(error));
  }

  #answer(call: Call, response: SimResponse, handler: Handler): void {
    call.backAt = this.#wiring.timeline.now;
    if (call.endedAt !== undefined) return;
    if (!this.#life.comesTo(call.writes ? "write answered" : "read answered")) return;
    this.#end(call, "answered", () => {
      handler.onHeaders?.(response.status, rawHeaders(response.headers), () => undefined, "");
      if (response.body !== "") handler.onData?.(Buffer.from(response.body));
      handler.onComplete?.([]);
    });
  }

  #end(call: Call, end: NonNullable<Call["end"]>, tell: () => void): void {
    if (call.endedAt !== undefined) return;
    call.endedAt = this.#wiring.timeline.now;
    call.end = end;
    if (this.#life.isAlive) this.#wiring.note({ at: call.endedAt, kind: "ended", call });
    tell();
  }

  /** One way of a round trip. */
  #half(): number {
    const { chance, roundTrip } = this.#wiring;
    const normal = Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next());
    return (roundTrip.medianMs / 2) * Math.exp(roundTrip.sigma * normal);
  }
}

const ABORTED = new Error("Aborted");

/** Searching takes a body and writes nothing; tokens are no users. */
function isWrite(method: string, path: string): boolean {
  const reads = /^\/oauth\/token$|^\/api\/v2\/users\/search|^\/api\/v2\/tokens\/me$/;
  return method !== "GET" && !reads.test(path);
}

function rawHeaders(headers: Readonly<Record<string, string>>): Buffer[] {
  return Object.entries(headers).flatMap(([name, value]) => [Buffer.from(name), Buffer.from(value)]);
}
