import { describe, expect, it } from "vitest";
import { inVirtualTime, wait } from "../../bench/virtual-time.ts";

describe("inVirtualTime()", () => {
  it("wakes sleepers in order of time, at their time", async () => {
    const woken = await inVirtualTime(async () => {
      const start = Date.now();
      const seen: number[] = [];
      const sleep = async (ms: number) => {
        await wait(ms);
        seen.push(Date.now() - start);
      };
      await Promise.all([sleep(60_000), sleep(10), sleep(3_600_000), sleep(200)]);
      return seen;
    });
    expect(woken).toEqual([10, 200, 60_000, 3_600_000]);
  });

  it("lets everything that is no waiting happen before time moves", async () => {
    const moved = await inVirtualTime(async () => {
      const start = performance.now();
      const timer = wait(5);
      await new Promise((resolve) => setImmediate(resolve));
      for (let turns = 0; turns < 100; turns += 1) await Promise.resolve();
      const before = performance.now() - start;
      await timer;
      return [before, performance.now() - start];
    });
    expect(moved).toEqual([0, 5]);
  });

  it("moves time by at least a millisecond, as Node does, for whoever asks for less", async () => {
    const waited = await inVirtualTime(async () => {
      const start = Date.now();
      for (let tries = 0; tries < 10; tries += 1) await wait(0.2);
      return Date.now() - start;
    });
    expect(waited).toBe(10);
  });

  it("hands on what the run throws, and gives the real time back", async () => {
    const { setTimeout: real } = globalThis;
    await expect(inVirtualTime(() => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(globalThis.setTimeout).toBe(real);
  });
});
