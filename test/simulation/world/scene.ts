import type { Result } from "../../../src/model/outcome.ts";
import type { Plan } from "../../../src/model/plan.ts";
import type { Answer } from "../../../src/pipeline/answer.ts";
import { createOrg } from "../../../src/simulator/org.ts";
import { chance } from "../../../src/simulator/random.ts";
import { DEFAULT_CLIENT } from "../../../src/simulator/tokens.ts";
import { type FakeFiles, fakeFiles } from "../../fake-files.ts";
import { gusWith, type Program } from "../../laws/gus.ts";
import { ORIGIN } from "../../laws/in-process.ts";
import { worldWith } from "../../laws/people.ts";
import type { Schedule } from "../draw/schedule.ts";
import type { Command, Happening } from "../history.ts";
import { operationOf, Past } from "../past.ts";
import { survivors } from "./disk.ts";
import { type Death, Life, type Place } from "./life.ts";
import { Network } from "./network.ts";
import { Platform } from "./platform.ts";
import { Timeline } from "./timeline.ts";

/** How one life of the program ended. */
export type Ended<T> =
  | { readonly kind: "returned"; readonly value: T }
  | { readonly kind: "died"; readonly place: Place };

/** Where the program keeps its state. */
export const STATE_DIR = "state";

const START = Date.UTC(2026, 0, 5, 9);

/** A platform, a network, a disk, and the program in one life after the other. */
export class Scene {
  readonly past: Past;
  readonly platform: Platform;
  readonly timeline = new Timeline(START);
  readonly #schedule: Schedule;
  readonly #lives: Life[] = [];
  readonly #env: Readonly<Record<string, string>>;
  #files: FakeFiles = fakeFiles();
  #downUntil = Number.NEGATIVE_INFINITY;
  #watch: (happening: Happening) => void;

  constructor(schedule: Schedule, watch: (happening: Happening, past: Past) => void) {
    const { people, seed, switches, limiter, per, headers, rival, lag, tokenSeconds, login } = schedule;
    const org = createOrg({
      seed,
      world: worldWith(people),
      switches,
      limiter,
      per,
      headers,
      lag,
      tokenSeconds,
      ...(rival === undefined ? {} : { rival: { perMinute: rival } }),
    });
    this.#schedule = schedule;
    this.past = new Past(schedule, org.users(), {
      synced: () => this.#files.crash().texts(),
      written: () => this.#files.texts(),
    });
    this.#watch = (happening) => watch(happening, this.past);
    this.platform = new Platform(org, schedule, this.timeline, (happening) => this.note(happening));
    this.#env = {
      GENESYSCLOUD_API_URL: ORIGIN,
      GENESYSCLOUD_LOGIN_URL: ORIGIN,
      ...(login === "token"
        ? { GENESYSCLOUD_ACCESS_TOKEN: org.mint(START + 365 * 86_400_000) }
        : {
            GENESYSCLOUD_OAUTHCLIENT_ID: DEFAULT_CLIENT.id,
            GENESYSCLOUD_OAUTHCLIENT_SECRET: DEFAULT_CLIENT.secret,
          }),
    };
  }

  /** Runs that have begun and not come to their end, as their journals say. */
  openRuns(): readonly string[] {
    return [...this.#files.texts()].flatMap(([path, text]) => {
      const run = /runs\/([^/.]+)\.ndjson$/.exec(path)?.[1];
      const whole = text.slice(0, text.lastIndexOf("\n") + 1);
      const isOver = /"type":"end","exitCode":(0|3),[^\n]*\n$/.test(whole);
      return run === undefined || whole === "" || isOver ? [] : [run];
    });
  }

  /** What a command came to. */
  noteEnd(life: Life, answer: Answer<unknown>): void {
    const { number, command, passed: steps } = life;
    const end = { at: this.timeline.now, kind: "end", life: number, command, steps } as const;
    if (!answer.ok) this.note({ ...end, exit: answer.exit, ...problemsOf(answer) });
    else if (command === "plan") this.note({ ...end, exit: 0, words: "planned", plan: answer.value as Plan });
    else if (command !== "apply") this.note({ ...end, exit: 0, words: "done" });
    else {
      const result = answer.value as Result;
      const words = result.stopped?.message ?? "done";
      this.note({ ...end, exit: result.exitCode, words, result });
    }
  }

  note(happening: Happening): void {
    this.past.add(happening);
    this.#watch(happening);
  }

  tell(what: string): void {
    this.note({ at: this.timeline.now, kind: "world", what });
  }

  /** Waits in virtual time. */
  rest(ms: number): Promise<void> {
    return new Promise((resolve) => void this.timeline.after(ms, resolve));
  }

  /** Nobody reaches the platform for a while. */
  cut(ms: number): void {
    this.#downUntil = this.timeline.now + ms;
    this.tell(`the network is down for ${ms} ms`);
  }

  /** Starts the program, and waits until it returns or dies. */
  async run<T>(
    command: Command,
    act: (program: Program, life: Life) => Promise<T>,
    death?: Death,
  ): Promise<Ended<T>> {
    const life = this.#begin(command, death);
    const ended = await Promise.race([
      act(this.#programOf(life), life).then((value) => ({ kind: "returned", value }) as const),
      life.died.then((place) => ({ kind: "died", place }) as const),
    ]);
    if (ended.kind === "died") this.#bury(life, ended.place, death?.kept ?? 1);
    else life.end();
    return ended;
  }

  #begin(command: Command, death: Death | undefined): Life {
    const number = this.#lives.length + 1;
    const life = new Life({
      number,
      command,
      timeline: this.timeline,
      chance: chance(this.#schedule.seed, `life ${number}`),
      files: this.#files,
      env: this.#env,
      skewMs: this.#schedule.skewMs,
      isRunning: (pid) => this.#lives.some((one) => one.isAlive && one.edges.self.pid === pid),
      death,
      onDisk: (what) => this.note({ at: this.timeline.now, kind: "disk", life: number, what }),
    });
    this.#lives.push(life);
    this.note({ at: this.timeline.now, kind: "start", life: number, command, open: this.openRuns() });
    return life;
  }

  #bury(life: Life, place: Place, kept: number): void {
    this.#files = survivors(this.#files, kept);
    this.note({ at: this.timeline.now, kind: "death", life: life.number, place, kept });
  }

  #programOf(life: Life): Program {
    const { limiter, rateGiven, budget, burst, concurrency, roundTrip, seed, keepsState } = this.#schedule;
    const dispatcher = new Network(life, {
      timeline: this.timeline,
      platform: this.platform,
      chance: chance(seed, `network ${life.number}`),
      roundTrip,
      isUp: () => this.timeline.now >= this.#downUntil,
      note: (happening) => this.note(happening),
      nextNumber: () => this.past.calls.length + 1,
      operationOf: (call) => operationOf(this.past.plan, call),
    });
    const connection = {
      dispatcher,
      budget,
      burst,
      concurrency,
      ...(rateGiven ? { rate: limiter } : {}),
      ...(keepsState ? { stateDir: STATE_DIR } : {}),
    };
    const onEvent = (event: Extract<Happening, { kind: "event" }>["event"]) => {
      if (life.isAlive) this.note({ at: this.timeline.now, kind: "event", life: life.number, event });
    };
    return gusWith(connection, { edges: life.edges, onEvent });
  }
}

function problemsOf({ problems }: Extract<Answer<unknown>, { ok: false }>) {
  const words = problems.map(({ code, message }) => `${code}: ${message}`).join("; ");
  return { words, codes: problems.map(({ code }) => code) };
}
