import { diffArrays } from "diff";

/** Lines that both texts have, that only the old one has, or only the new one. */
export interface Stretch {
  readonly kind: "same" | "old" | "new";
  readonly lines: readonly string[];
}

/**
 * How one text became another, line by line. Lines that either text has once are fixed points, and only what lies between them is
 * compared: thousands of edits of a large file would take minutes as a whole.
 */
export function diffLines(old: readonly string[], now: readonly string[]): readonly Stretch[] {
  const fixed = fixedPoints(old, now);
  const stretches: Stretch[] = [];
  let [a, b] = [0, 0];
  while (a < old.length || b < now.length) {
    const same = commonLength(old, now, a, b);
    if (same > 0) stretches.push({ kind: "same", lines: old.slice(a, a + same) });
    [a, b] = [a + same, b + same];
    const [nextA, nextB] = nextFixed(fixed, old, now, a, b);
    stretches.push(...between(old.slice(a, nextA), now.slice(b, nextB)));
    [a, b] = [nextA, nextB];
  }
  return stretches;
}

function commonLength(old: readonly string[], now: readonly string[], a: number, b: number): number {
  let length = 0;
  while (a + length < old.length && b + length < now.length && old[a + length] === now[b + length])
    length += 1;
  return length;
}

/** Where the new text has a line of the old one, for those that each has once. */
type Fixed = ReadonlyMap<string, number>;

function fixedPoints(old: readonly string[], now: readonly string[]): Fixed {
  const [inOld, inNow] = [placesOf(old), placesOf(now)];
  return new Map([...inNow].filter(([line, at]) => at !== TWICE && (inOld.get(line) ?? TWICE) !== TWICE));
}

const TWICE = -1;

function placesOf(lines: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [at, line] of lines.entries()) places.set(line, places.has(line) ? TWICE : at);
  return places;
}

function nextFixed(
  fixed: Fixed,
  old: readonly string[],
  now: readonly string[],
  a: number,
  b: number,
): readonly [number, number] {
  for (let at = a; at < old.length; at += 1) {
    const place = fixed.get(old[at] ?? "");
    if (place !== undefined && place >= b) return [at, place];
  }
  return [old.length, now.length];
}

function between(old: readonly string[], now: readonly string[]): readonly Stretch[] {
  if (old.length === 0 && now.length === 0) return [];
  return diffArrays([...old], [...now]).map(({ added, removed, value }) => ({
    kind: added ? "new" : removed ? "old" : "same",
    lines: value,
  }));
}
