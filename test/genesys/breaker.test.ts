import { describe, expect, it } from "vitest";
import { Breaker } from "../../src/genesys/breaker.ts";
import { Crowd } from "../../src/genesys/crowd.ts";

/** Notes an answer a second. Answers the first sign of too much. */
function note(breaker: Breaker, answers: readonly boolean[], start = 0, writes = true) {
  return answers.map((failed, i) => breaker.note(failed, writes, start + i * 1000)).find((opened) => opened);
}

const many = (count: number, failed: boolean) => new Array<boolean>(count).fill(failed);

describe("Breaker", () => {
  it("opens when more than half of the last minute's calls failed", () => {
    expect(note(new Breaker(), [...many(8, false), ...many(9, true)])).toEqual({ failed: 9, calls: 17 });
    expect(note(new Breaker(), [...many(8, false), ...many(8, true)])).toBeUndefined();
  });

  it("opens when writes fail and reads do not", () => {
    const breaker = new Breaker();
    expect(note(breaker, many(30, false), 0, false)).toBeUndefined();
    expect(note(breaker, many(10, true), 30_000)).toEqual({ failed: 10, calls: 10 });
  });

  it("draws no conclusion from fewer than ten calls", () => {
    expect(note(new Breaker(), many(9, true))).toBeUndefined();
    expect(note(new Breaker(), many(10, true))).toEqual({ failed: 10, calls: 10 });
  });

  it("forgets what is older than a minute", () => {
    const breaker = new Breaker();
    note(breaker, many(9, true));
    expect(note(breaker, many(9, true), 70_000)).toBeUndefined();
  });
});

describe("Crowd", () => {
  it("says so at more than five 429s in a minute, once for each crowd", () => {
    const crowd = new Crowd();
    expect([1, 2, 3, 4, 5, 6, 7].map((second) => crowd.note(second * 1000))).toEqual([
      ...many(5, false),
      true,
      false,
    ]);
  });

  it("forgets what is older than a minute", () => {
    const crowd = new Crowd();
    expect([0, 20, 40, 60, 80, 100, 120].map((second) => crowd.note(second * 1000))).not.toContain(true);
  });
});
