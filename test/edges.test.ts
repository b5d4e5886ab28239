import { describe, expect, it } from "vitest";
import { type Clock, systemClock } from "../src/edges.ts";
import { fakeClock } from "./fake-clock.ts";

describe.each([
  ["systemClock", (): Clock => systemClock],
  ["fakeClock", (): Clock => fakeClock()],
])("%s", (_name, make) => {
  it("ends a sleep with the reason of its signal, before and during it", async () => {
    const clock = make();
    const reason = new Error("enough");
    await expect(clock.sleep(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
    const stop = new AbortController();
    const sleep = clock.sleep(60_000, stop.signal);
    stop.abort(reason);
    await expect(sleep).rejects.toBe(reason);
  });

  it("sleeps longer than a timer of the machine can hold", async () => {
    const stop = new AbortController();
    let woke = false;
    const sleep = make()
      .sleep(40 * 86_400_000, stop.signal)
      .then(() => {
        woke = true;
      });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(woke).toBe(false);
    stop.abort(new Error("enough"));
    await expect(sleep).rejects.toThrow("enough");
  });
});
