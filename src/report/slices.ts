import type { AccountUse } from "../model/event.ts";
import type { Slice } from "../model/timeline.ts";

/** A picture needs no more, and a document stays small. */
const MOST_SLICES = 120;
const FIRST_SLICE_MS = 250;

/** What is counted; when a run grows too long for its slices, each two become one. */
export interface Slices {
  at(ms: number): OpenSlice;
  all(): { readonly sliceMs: number; readonly slices: readonly Slice[] };
}

type OpenSlice = { -readonly [Member in keyof Slice]: Slice[Member] };

export function startSlices(): Slices {
  let sliceMs = FIRST_SLICE_MS;
  let slices: OpenSlice[] = [];
  return {
    at: (ms) => {
      while (ms >= sliceMs * MOST_SLICES) {
        slices = inPairs(slices);
        sliceMs *= 2;
      }
      while (slices.length <= ms / sliceMs) slices.push(emptyAfter(slices.at(-1)));
      return slices[Math.floor(ms / sliceMs)] ?? emptyAfter(undefined);
    },
    all: () => ({ sliceMs, slices }),
  };
}

function emptyAfter(before: Slice | undefined): OpenSlice {
  return { calls: 0, throttled: 0, conflicts: 0, usersDone: before?.usersDone ?? 0 };
}

function inPairs(slices: readonly OpenSlice[]): OpenSlice[] {
  return slices.flatMap((slice, index) => {
    const next = slices[index + 1];
    if (index % 2 === 1) return [];
    return [next ? joined(slice, next) : slice];
  });
}

function joined(a: Slice, b: Slice): OpenSlice {
  const account = fuller(a.account, b.account);
  return {
    calls: a.calls + b.calls,
    throttled: a.throttled + b.throttled,
    conflicts: a.conflicts + b.conflicts,
    usersDone: b.usersDone,
    ...(account && { account }),
  };
}

/** Of two looks at the account the one that used more; of equal ones the later. */
export function fuller(a: AccountUse | undefined, b: AccountUse | undefined): AccountUse | undefined {
  if (!a || !b) return a ?? b;
  return a.used > b.used ? a : b;
}
