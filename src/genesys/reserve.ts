import type { Reserve } from "./pacing.ts";

/** Calls of each window that are never used: those that were asked to be left to others. */
export function reserveOf(limit: number, reserve: Reserve | undefined): number {
  if (reserve === undefined) return 0;
  return Math.min(limit - 1, "calls" in reserve ? reserve.calls : Math.ceil(limit * reserve.share));
}

/** Calls that routing leaves to others where answers tell how many are left: as asked, else 20 or a tenth of the limit, whichever is less. */
export function heldBack(limit: number, reserve: Reserve | undefined): number {
  return reserve === undefined ? Math.min(20, Math.floor(limit / 10)) : reserveOf(limit, reserve);
}

/** With fewer calls left than this, they go out one at a time: 10 or a twentieth of the limit, whichever is less. */
export function lowAt(limit: number): number {
  return Math.min(10, Math.floor(limit / 20));
}
