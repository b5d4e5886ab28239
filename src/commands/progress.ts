import type { GusEvent, OnEvent } from "../model/event.ts";
import type { Plan } from "../model/plan.ts";
import { foldEvent, type Progress, startProgress } from "../telemetry/progress.ts";
import { progressLine } from "../telemetry/progress-line.ts";
import type { Shell } from "./shell.ts";

/** Without a terminal, at most one line in this time. */
const QUIET_MS = 30_000;
const REDRAW_MS = 200;

interface ShownProgress {
  readonly onEvent: OnEvent;
  end(): void;
}

/** Does some work while stderr shows how it goes, and stops showing however the work ends. */
export async function withProgress<T>(
  shell: Shell,
  plan: Plan | undefined,
  work: (onEvent: OnEvent) => Promise<T>,
): Promise<T> {
  const progress = showProgress(shell, plan);
  try {
    return await work(progress.onEvent);
  } finally {
    progress.end();
  }
}

/** Shows on stderr how a run goes: a line that redraws itself on a terminal, a line every 30 s elsewhere. */
function showProgress(shell: Shell, plan: Plan | undefined): ShownProgress {
  const { clock } = shell.edges;
  const screen = shell.redraws ? redrawing(shell) : appending(shell);
  const ended = new AbortController();
  let progress = startProgress(countOperations(plan));
  const draw = () => screen.draw(progress, clock.monotonic());
  const tick = async (): Promise<void> => {
    await clock.sleep(shell.redraws ? REDRAW_MS : QUIET_MS, ended.signal);
    draw();
    return tick();
  };
  tick().catch(() => undefined);
  return {
    onEvent: (event: GusEvent) => {
      progress = foldEvent(progress, event, clock.monotonic());
      if (event.type === "note" || event.type === "warning") screen.say(event.message);
    },
    end: () => {
      ended.abort();
      screen.clear();
    },
  };
}

interface Screen {
  draw(progress: Progress, now: number): void;
  say(message: string): void;
  clear(): void;
}

function redrawing(shell: Shell): Screen {
  const clear = () => shell.err("\r\u001b[2K");
  return {
    draw: (progress, now) =>
      shell.err(`\r\u001b[2K${progressLine(progress, now).slice(0, shell.columns - 1)}`),
    say: (message) => {
      clear();
      shell.err(`${message}\n`);
    },
    clear,
  };
}

function appending(shell: Shell): Screen {
  return {
    draw: (progress, now) => shell.err(`${progressLine(progress, now)}\n`),
    say: (message) => shell.err(`${message}\n`),
    clear: () => undefined,
  };
}

function countOperations(plan: Plan | undefined): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { id } of plan?.operations.flatMap(({ users }) => users) ?? [])
    counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
