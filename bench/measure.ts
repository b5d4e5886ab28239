import { createOrg, type LogEntry } from "../src/simulator/org.ts";
import { chance } from "../src/simulator/random.ts";
import { type Conditions, LIMITERS } from "./conditions.ts";
import type { Contender } from "./contenders/contender.ts";
import { foreignEdits, scheduleEdits } from "./edits.ts";
import { floorMs, usable, WHOLE_LIMIT } from "./floor.ts";
import { judge, type Verdict } from "./judge.ts";
import { type Network, networkTo } from "./network.ts";
import { isRivals, letRivalCall } from "./rival.ts";
import { inVirtualTime } from "./virtual-time.ts";
import { type Seen, type Steady, steadyOf } from "./windows.ts";
import { type Work, workOf } from "./work.ts";

export interface Measurement extends Conditions, Verdict {
  readonly contender: string;
  readonly ms: number;
  readonly calls: number;
  readonly refused: number;
  /** Calls of the rival that were answered 429. */
  readonly rivalRefused: number;
  /** `ms` over the floor for this many calls. */
  readonly overFloor: number;
  readonly steady: Steady | undefined;
}

export interface Run {
  readonly measurement: Measurement;
  readonly seen: readonly Seen[];
}

/** Lets a contender do the work of a seed once, from its first call to its last answer. */
export async function measure(
  contender: Contender,
  conditions: Conditions,
  work: Work = workOf(conditions.seed),
): Promise<Run> {
  const { limiter, rivalPerMinute, seed } = conditions;
  const org = createOrg({ seed, world: work.world, limiter: LIMITERS[limiter] });
  const token = org.mint();
  // Edits fall where the fewest calls that do the work would still be under way.
  const shortest = floorMs(2 * work.wishes.length, WHOLE_LIMIT);
  const edits = conditions.secondWriter ? foreignEdits(work, seed, shortest) : [];
  const watch = stopwatch(networkTo(org, chance(seed, "round trips")), () => {
    scheduleEdits(edits, org);
    letRivalCall(org, token, rivalPerMinute);
  });
  const job = { ...work, network: watch.network, token, chance: chance(seed, "jitter") };
  const told = await inVirtualTime(() => contender.run(job));
  const verdict = judge(org, work.wishes, edits, told);
  const counted = countCalls(org.log, watch.ms(), rivalPerMinute);
  const measurement = { ...conditions, ...verdict, ...counted, contender: contender.name };
  return { measurement, seen: org.log.filter((entry) => !isRivals(entry)) };
}

function countCalls(log: readonly LogEntry[], ms: number, rivalPerMinute: number) {
  const own = log.filter((entry) => !isRivals(entry));
  const refused = (entries: readonly LogEntry[]) => entries.filter(({ status }) => status === 429).length;
  const share = { ...WHOLE_LIMIT, rivalPerMinute };
  return {
    ms,
    calls: own.length,
    refused: refused(own),
    rivalRefused: refused(log.filter(isRivals)),
    overFloor: ms / floorMs(own.length, share),
    steady: steadyOf(own, usable(share)),
  };
}

/** The same network, which tells of its first request and takes the time from then to its last answer: files are read in real time. */
function stopwatch(
  network: Network,
  begin: () => void,
): { readonly network: Network; readonly ms: () => number } {
  let first: number | undefined;
  let last = 0;
  return {
    network: async (request) => {
      if (first === undefined) begin();
      first ??= performance.now();
      const response = await network(request);
      last = performance.now();
      return response;
    },
    ms: () => last - (first ?? last),
  };
}
