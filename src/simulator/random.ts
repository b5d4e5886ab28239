/** Chance that repeats itself: the same seed and stream give the same numbers on every machine. */
export interface Chance {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, below). */
  int(below: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** True with the given probability. */
  flip(probability: number): boolean;
  uuid(): string;
}

/**
 * A stream of chance. Streams of one seed are independent, so that drawing from one (faults, say)
 * leaves the others (ids, limiter phases) as they were.
 */
export function chance(seed: number, stream = ""): Chance {
  const next = mulberry32(hash(`${seed}/${stream}`, 1));
  const int = (below: number) => Math.floor(next() * below);
  return {
    next,
    int,
    pick: (list) => list[int(list.length)] ?? list[0],
    flip: (probability) => next() < probability,
    uuid: () => uuidFrom([next(), next(), next(), next()].map((part) => Math.floor(part * 2 ** 32))),
  };
}

/** The UUID that belongs to these parts, always the same one: `uuidOf("skill", "Billing")`. */
export function uuidOf(...parts: readonly (string | number)[]): string {
  const text = parts.join("/");
  const left = mulberry32(hash(text, 1));
  const right = mulberry32(hash(text, 2));
  return uuidFrom([left(), left(), right(), right()].map((part) => Math.floor(part * 2 ** 32)));
}

/** Tommy Ettinger's mulberry32: 32 bits of state, good enough for a simulation. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** FNV-1a over UTF-16 units, started differently per salt. */
function hash(text: string, salt: number): number {
  let value = Math.imul(0x811c9dc5 ^ salt, 0x01000193);
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

function uuidFrom(words: readonly number[]): string {
  const hex = words.map((word) => word.toString(16).padStart(8, "0")).join("");
  const variant = "89ab".charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
