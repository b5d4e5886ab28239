import type { Edges } from "../edges.ts";
import type { OnEvent } from "../model/event.ts";
import type { Leaving } from "./account.ts";
import type { StopError } from "./errors.ts";
import type { Lane } from "./lane.ts";
import type { Asked, Lanes } from "./lanes.ts";
import { type Gate, type Pass, takePass } from "./pass.ts";
import type { Episode } from "./throttle.ts";
import {
  crowdedWarning,
  pauseDetail,
  reserveDetail,
  throttledTooLong,
  throttledTooOften,
  widthDetail,
} from "./throttle-words.ts";

interface Waiter {
  readonly route: string;
  readonly leaving: Leaving;
  readonly admit: (pass: Pass) => void;
  readonly refuse: (reason: unknown) => void;
}

/** Shorter waits are part of the pace. */
const TOLD_FROM_MS = 1_000;

/** Lets calls through one by one, in the order in which they asked, as fast as their lanes allow. */
export class Pacer {
  readonly #edges: Pick<Edges, "clock" | "random">;
  readonly #onEvent: OnEvent;
  readonly #gate: Gate;
  #waiting: readonly Waiter[] = [];
  #alarm: AbortController | undefined;
  #stopped: StopError | undefined;
  #warned = false;
  #toldReserve = false;

  constructor(lanes: Lanes, edges: Pick<Edges, "clock" | "random">, onEvent: OnEvent) {
    this.#edges = edges;
    this.#onEvent = onEvent;
    this.#gate = {
      lanes,
      now: () => edges.clock.monotonic(),
      chance: () => edges.random.next(),
      limited: (...what) => this.#limited(...what),
      crowded: (lane) => this.#crowded(lane),
      widened: () => this.#tellPace(lanes.general, widthDetail(lanes.latency.width)),
      ended: () => this.#pump(),
    };
  }

  /**
   * Waits for leave to call `route` (method and path with ids replaced).
   * Rejects with the signal's reason once it is aborted, and with a StopError once throttling has ended the run.
   */
  enter(route: string, signal?: AbortSignal, leaving: Leaving = { yields: false }): Promise<Pass> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const leave = () => {
        this.#waiting = this.#waiting.filter((other) => other !== waiter);
        reject(signal?.reason);
        this.#pump();
      };
      const stay = () => signal?.removeEventListener("abort", leave);
      const waiter: Waiter = {
        route,
        leaving,
        admit: (pass) => {
          stay();
          resolve(pass);
        },
        refuse: (reason) => {
          stay();
          reject(reason);
        },
      };
      signal?.addEventListener("abort", leave, { once: true });
      this.#waiting = [...this.#waiting, waiter];
      this.#pump();
    });
  }

  /** Lets nobody through any more: everybody who waits, and who comes later, is refused with this. */
  stop(reason: StopError): void {
    this.#stopped ??= reason;
    this.#pump();
  }

  throwIfStopped(): void {
    if (this.#stopped) throw this.#stopped;
  }

  /** Lets in all who may go now, and sets the alarm for the next. */
  #pump(): void {
    this.#alarm?.abort();
    const waiting = this.#waiting;
    if (this.#stopped) {
      this.#waiting = [];
      for (const waiter of waiting) waiter.refuse(this.#stopped);
      return;
    }
    const shut = new Map<Lane, Leaving>();
    this.#waiting = waiting.filter((waiter) => !this.#admit(waiter, shut));
    if (this.#waiting.length > 0) this.#setAlarm(shut);
  }

  /** Who waits for a shut lane lets those behind pass in other lanes, never in the same. */
  #admit(waiter: Waiter, shut: Map<Lane, Leaving>): boolean {
    if (shut.has(this.#gate.lanes.general) || !this.#gate.lanes.latency.isOpen()) return false;
    const now = this.#gate.now();
    const lanes = this.#gate.lanes.of(waiter.route);
    const closed = lanes.filter((lane) => shut.has(lane) || lane.earliest(now, waiter.leaving) > now);
    for (const lane of closed) if (!shut.has(lane)) shut.set(lane, waiter.leaving);
    if (closed.length === 0) waiter.admit(takePass(waiter.route, this.#gate));
    return closed.length === 0;
  }

  /** Wakes when the first shut lane may open; one with all its calls in flight wakes the pacer by their end. */
  #setAlarm(shut: ReadonlyMap<Lane, Leaving>): void {
    const now = this.#gate.now();
    // Another session on the same lanes opens one without a word here, so nobody sleeps longer than a window.
    const { windowMs } = this.#gate.lanes.general.state(now);
    this.#tellReserve(shut, now);
    const next = Math.min(now + windowMs, ...[...shut].map(([lane, leaving]) => lane.earliest(now, leaving)));
    const alarm = new AbortController();
    this.#alarm = alarm;
    this.#edges.clock.sleep(Math.max(1, Math.ceil(next - now)), alarm.signal).then(
      () => this.#pump(),
      () => undefined,
    );
  }

  #limited(route: string, lane: Lane, episode: Episode, asked: Asked): void {
    if (episode.stop === "too-long") this.#stopped ??= throttledTooLong(route, lane.key, asked);
    if (episode.stop === "too-often") this.#stopped ??= throttledTooOften(route, lane.key);
    if (!episode.begun || this.#stopped) return;
    const detail = pauseDetail(route, asked);
    const correlation = asked.correlationId === undefined ? {} : { correlationId: asked.correlationId };
    this.#onEvent({ type: "pause", reason: "throttled", ms: Math.round(episode.ms), detail, ...correlation });
  }

  /** A wait for what is left to others, told once for each. */
  #tellReserve(shut: ReadonlyMap<Lane, Leaving>, now: number): void {
    const waits = [...shut]
      .map(([lane, leaving]) => lane.reported(now, leaving) - now)
      .filter(Number.isFinite);
    const ms = Math.max(0, ...waits);
    if (ms >= TOLD_FROM_MS && !this.#toldReserve)
      this.#onEvent({ type: "pause", reason: "reserve", ms: Math.round(ms), detail: reserveDetail() });
    this.#toldReserve = ms >= TOLD_FROM_MS;
  }

  #crowded(lane: Lane): void {
    this.#tellPace(lane, "more than five 429s in a minute: the rate is halved");
    if (!this.#warned) this.#onEvent({ type: "warning", message: crowdedWarning() });
    this.#warned = true;
  }

  #tellPace(lane: Lane, detail: string): void {
    const { allowed } = lane.state(this.#gate.now());
    this.#onEvent({ type: "pace", allowed, width: this.#gate.lanes.latency.width, detail });
  }
}
