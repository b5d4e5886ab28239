import { describe, expect, it } from "vitest";
import type { Files } from "../../src/files.ts";
import { keepCallTimes } from "../../src/genesys/call-times.ts";
import { Lanes } from "../../src/genesys/lanes.ts";
import { PACING } from "../../src/genesys/pacing.ts";
import { type FakeClock, fakeClock, fakeEdges } from "../fake-clock.ts";
import { fakeFiles } from "../fake-files.ts";

const LIMIT = 10;
const WINDOW_MS = 60_000;
const LOST_MS = 35_000;
/** A quarter of the limit at most. */
const BURST = 2;

/** A process that keeps its times in these files. */
function processOn(files: Files, clock: FakeClock) {
  const lanes = new Lanes({
    rate: { limit: LIMIT, windowMs: WINDOW_MS },
    budget: 1,
    burst: LIMIT,
    concurrency: LIMIT,
    pacing: PACING,
    retry429: { minMs: 1, maxMs: 1 },
  });
  const troubles: unknown[] = [];
  const edges = fakeEdges({ clock, files });
  const onTrouble = (error: unknown) => void troubles.push(error);
  const times = keepCallTimes({ path: "calls.ndjson", edges, lanes, lostMs: LOST_MS, onTrouble });
  return { times, lanes, troubles, used: () => lanes.general.state(clock.monotonic()).used };
}

describe("keepCallTimes()", () => {
  it("lets the calls of an earlier process count until a window after they ended", async () => {
    const files = fakeFiles();
    const clock = fakeClock();
    const first = processOn(files, clock);
    const ended = await first.times.leaves();
    await clock.advance(1_000);
    await ended();
    const second = processOn(files, clock);
    await second.times.recall();
    expect(second.used()).toBe(1);
    await clock.advance(WINDOW_MS - 1);
    expect(second.used()).toBe(1);
    await clock.advance(1);
    expect(second.used()).toBe(0);
  });

  it("lets a call count for longer whose process died before it ended", async () => {
    const files = fakeFiles();
    const clock = fakeClock();
    await processOn(files, clock).times.leaves();
    const second = processOn(
      files.crash((unsynced) => unsynced),
      clock,
    );
    await second.times.recall();
    await clock.advance(WINDOW_MS + LOST_MS - 1);
    expect(second.used()).toBe(1);
    await clock.advance(1);
    expect(second.used()).toBe(0);
  });

  it("spaces its calls from those of the process before", async () => {
    const files = fakeFiles();
    const clock = fakeClock();
    const first = processOn(files, clock);
    for (let i = 0; i < BURST; i += 1) await (await first.times.leaves())();
    const second = processOn(files, clock);
    await second.times.recall();
    expect(second.lanes.general.earliest(clock.monotonic())).toBeCloseTo(WINDOW_MS / (LIMIT - BURST));
  });

  it("lets calls from before the clock was set back count as if they were made now", async () => {
    const clock = fakeClock();
    const later = `{"id":"a","left":${clock.now() + 9e6}}\n{"id":"a","ended":${clock.now() + 9e6}}\n`;
    const { times, used } = processOn(fakeFiles(new Map([["calls.ndjson", later]])), clock);
    await times.recall();
    await clock.advance(WINDOW_MS - 1);
    expect(used()).toBe(1);
    await clock.advance(1);
    expect(used()).toBe(0);
  });

  it("spaces its calls from those that count no more, since estimates of a window weigh the one before", async () => {
    const files = fakeFiles();
    const clock = fakeClock();
    const first = processOn(files, clock);
    for (let i = 0; i < LIMIT; i += 1) await (await first.times.leaves())();
    await clock.advance(WINDOW_MS + 1);
    const second = processOn(files, clock);
    await second.times.recall();
    expect(second.used()).toBe(0);
    expect(second.lanes.general.earliest(clock.monotonic())).toBeGreaterThan(clock.monotonic());
  });

  it("knows from its first call on what the organisation allowed the one before", async () => {
    const files = fakeFiles();
    const clock = fakeClock();
    const first = processOn(files, clock);
    await first.times.allowed(4);
    for (let i = 0; i < 3; i += 1) await (await first.times.leaves())();
    const second = processOn(files, clock);
    await second.times.recall();
    expect(second.lanes.general.state(clock.monotonic()).limit).toBe(4);
    expect(second.lanes.general.earliest(clock.monotonic())).toBeCloseTo(WINDOW_MS);
  });

  it("takes lines that it does not know, or are torn, for none", async () => {
    const clock = fakeClock();
    const lines = ['{"id":"a","left":', "no JSON", '{"left":1}', "[]", ""];
    const { times, used, troubles } = processOn(
      fakeFiles(new Map([["calls.ndjson", lines.join("\n")]])),
      clock,
    );
    await times.recall();
    expect(used()).toBe(0);
    expect(troubles).toEqual([]);
  });

  it("drops what counts no more once the file has grown", async () => {
    const clock = fakeClock();
    const long = Array.from({ length: 1_000 }, (_, i) => `{"id":"${i}","left":0}\n{"id":"${i}","ended":1}\n`);
    const recent = `{"id":"recent","left":${clock.now() - 5}}\n`;
    const files = fakeFiles(new Map([["calls.ndjson", long.join("") + recent]]));
    await processOn(files, clock).times.recall();
    expect(await files.read("calls.ndjson")).toBe(recent);
  });

  it("tells once that times cannot be kept, and lets the calls go on", async () => {
    const full: Files = { ...fakeFiles(), append: () => Promise.reject(new Error("ENOSPC")) };
    const { times, troubles } = processOn(full, fakeClock());
    for (let i = 0; i < 3; i += 1) await (await times.leaves())();
    await times.close();
    expect(troubles.map(String)).toEqual(["Error: ENOSPC"]);
  });
});
