import type { Dispatcher } from "undici";
import type { Random, Self } from "../../src/edges.ts";
import type { Appender, Files } from "../../src/files.ts";
import { type Answer, type ApplyOptions, apply, type GusEvent, type Result } from "../../src/index.ts";
import { type FakeClock, fakeClock, fakeEdges, turn } from "../fake-clock.ts";
import { type FakeFiles, fakeFiles } from "../fake-files.ts";
import { inProcess, ORIGIN } from "../laws/in-process.ts";
import type { Stage } from "./stage.ts";

export const STATE_DIR = "state";

/** Where a process dies: at the nth step that it does with its record, before that step or right after it. */
export interface Death {
  readonly step: number;
  readonly when: "before" | "after";
  /** How much of what was not synced survives, given how much that is. */
  readonly kept?: (unsynced: number) => number;
}

/** One process after the other, on one org, with what the ones before left on disk. */
export interface Machine {
  /** What is on disk. */
  files: FakeFiles;
  /** Wall time at which the next process starts, milliseconds since the epoch. */
  now: number;
  pid: number;
}

export interface Lived {
  /** Undefined when the process died. */
  readonly answer: Answer<Result> | undefined;
  readonly events: readonly GusEvent[];
  /** Steps done with the files of the record: journal, plan and lock. */
  readonly steps: number;
}

export function machine(): Machine {
  return { files: fakeFiles(), now: Date.UTC(2026, 0, 5, 9), pid: 1 };
}

/** Runs `apply` as a process of this machine, which may die. Calls that left by then arrive. */
export async function live(
  { org, plan }: Stage,
  on: Machine,
  death?: Death,
  { connection, ...more }: Partial<ApplyOptions> = {},
): Promise<Lived> {
  const clock = fakeClock({ auto: true, start: on.now });
  const mortal = mortalFiles(on.files, death);
  const events: GusEvent[] = [];
  const running = apply({
    plan,
    stateDir: STATE_DIR,
    edges: fakeEdges({
      clock,
      random: randomOf(on),
      files: mortal.files,
      self: selfOf(on),
      env: envOf(org, clock),
    }),
    connection: {
      dispatcher: untilDead(inProcess(org, clock), mortal.isDead),
      rate: UNLIMITED,
      ...connection,
    },
    settings: { settleMs: 0 },
    onEvent: (event) => void events.push(event),
    ...more,
  });
  const answer = await Promise.race([running, mortal.died]);
  for (let turns = 0; turns < 20; turns += 1) await turn();
  on.files = mortal.isDead() ? on.files.crash(death?.kept) : on.files;
  on.now = clock.now();
  on.pid += 1;
  return { answer, events, steps: mortal.steps() };
}

const UNLIMITED = { limit: 1_000_000, windowMs: 60_000 };

function envOf(org: Stage["org"], clock: FakeClock) {
  return {
    GENESYSCLOUD_ACCESS_TOKEN: org.mint(clock.now()),
    GENESYSCLOUD_API_URL: ORIGIN,
    GENESYSCLOUD_LOGIN_URL: ORIGIN,
  };
}

/** Ids that no other process has drawn. */
function randomOf({ pid }: Machine): Random {
  let count = 0;
  const id = () => `${String(pid).padStart(8, "0")}-0000-4000-8000-${String(++count).padStart(12, "0")}`;
  return { next: () => 0, uuid: id };
}

/** The only process of the machine that is alive. */
function selfOf({ pid }: Machine): Self {
  return { pid, host: "here", isRunning: (other) => other === pid };
}

/** A dead process sends nothing any more. */
function untilDead(dispatcher: Dispatcher, isDead: () => boolean): Dispatcher {
  return dispatcher.compose((dispatch) => (call, handler) => isDead() || dispatch(call, handler));
}

function mortalFiles(files: Files, death: Death | undefined) {
  let steps = 0;
  let dead = false;
  let die = () => {};
  const died = new Promise<undefined>((resolve) => {
    die = () => {
      dead = true;
      resolve(undefined);
    };
  });
  const forever = new Promise<never>(() => undefined);
  const step = async <T>(act: () => Promise<T>): Promise<T> => {
    if (dead) return forever;
    const mine = death?.step === steps ? death.when : undefined;
    steps += 1;
    if (mine === "before") die();
    if (dead) return forever;
    const done = await act();
    if (mine === "after") die();
    return dead ? forever : done;
  };
  const appender = (file: Appender): Appender => ({
    write: (text) => step(() => file.write(text)),
    sync: () => step(file.sync),
    close: file.close,
  });
  const mortal: Files = {
    ...files,
    // The times of calls are no part of the record, and may get lost.
    append: async (path) =>
      path.includes("/calls/") ? files.append(path) : appender(await step(() => files.append(path))),
    create: (path, text) => step(() => files.create(path, text)),
    replace: (path, text) => step(() => files.replace(path, text)),
    remove: (path) => step(() => files.remove(path)),
  };
  return { files: mortal, died, isDead: () => dead, steps: () => steps };
}
