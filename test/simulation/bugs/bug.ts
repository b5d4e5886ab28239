import type { Schedule } from "../draw/schedule.ts";

/** A module of the tool and what a bug makes of it. */
export interface Changed {
  /** From the folder of the tests. */
  readonly path: string;
  readonly change: (actual: never) => object;
}

/** A bug that the tool must not have, and the invariants of which one tells of it. */
export interface Bug {
  readonly what: string;
  readonly modules: readonly Changed[];
  readonly caughtBy: readonly string[];
  /** What a schedule has in place of what was drawn, for a bug that few schedules show. */
  readonly scene?: (drawn: Schedule) => Partial<Schedule>;
}

export function changed<Module extends object>(
  path: string,
  change: (actual: Module) => Partial<Module>,
): Changed {
  return { path: `../../src/${path}`, change: change as Changed["change"] };
}
