import { describe, expect, it } from "vitest";
import { Readings } from "../../src/apply/readings.ts";
import { FIELDS } from "../../src/fields/registry.ts";
import type { Reader } from "../../src/genesys/client.ts";
import { BATCH_LIMIT } from "../../src/live/batch.ts";
import type { Json } from "../../src/model/json.ts";
import { fakeClock } from "../fake-clock.ts";

interface Asked {
  readonly ids: readonly string[];
  /** Answers this read with users of this version; undefined = nobody comes back. */
  answer(version: number | undefined): Promise<void>;
  fail(error: Error): void;
}

/** Readings over a reader that answers when told. */
function readings(writesWhileFresh = 100) {
  const clock = fakeClock();
  const asked: Asked[] = [];
  const reader: Reader = {
    get: (path, query) => {
      const single = /\/users\/(.+)$/.exec(path)?.[1];
      const ids = single === undefined ? String(query?.id).split(",") : [single];
      const sentAt = clock.monotonic();
      return new Promise((resolve, reject) => {
        asked.push({
          ids,
          fail: reject,
          answer: async (version) => {
            const users = version === undefined ? [] : ids.map((id) => userJson(id, version));
            const body: Json = single === undefined ? { entities: users } : (users[0] ?? null);
            resolve({ status: 200, body, sentAt });
            await new Promise((turn) => setImmediate(turn));
          },
        });
      });
    },
    search: () => Promise.reject(new Error("Nothing is searched here")),
    glance: () => Promise.reject(new Error("Nothing is searched here")),
    audits: () => Promise.reject(new Error("Nothing is searched here")),
  };
  const made = new Readings({
    reader,
    registry: FIELDS,
    fieldsOf: () => new Set(["title"]),
    clock,
    freshMs: 30_000,
    writesWhileFresh,
  });
  return { made, clock, asked, last: () => asked.at(-1) };
}

function userJson(id: string, version: number): Json {
  return { id, email: `${id}@x.example`, name: id, version, state: "active", title: `v${version}` };
}

describe("Readings.pin()", () => {
  it("is the version of the last reading", async () => {
    const { made, last } = readings();
    const read = made.readNow(["a", "b"]);
    await last()?.answer(7);
    await read;
    expect([made.pin("a"), made.pin("b"), made.pin("c")]).toEqual([7, 7, undefined]);
  });

  it("is not set by a reading that left before a write of ours, whose value counts all the same", async () => {
    const { made, last } = readings();
    const read = made.readNow(["a", "b"]);
    made.forgetPin("a");
    await last()?.answer(7);
    await read;
    expect([made.pin("a"), made.pin("b")]).toEqual([undefined, 7]);
    expect(made.live("a")?.version).toBe(7);
  });

  it("stays what our own answer told when an older reading comes in after it", async () => {
    const { made, last } = readings();
    const read = made.readNow(["a"]);
    made.setPin("a", 8);
    await last()?.answer(7);
    await read;
    expect(made.pin("a")).toBe(8);
  });

  it("is set again by a reading after the write", async () => {
    const { made, last } = readings();
    made.forgetPin("a");
    const read = made.readNow(["a"]);
    await last()?.answer(9);
    await read;
    expect(made.pin("a")).toBe(9);
  });
});

describe("Readings.isFresh()", () => {
  it("counts from when the read left, not from its answer", async () => {
    const { made, clock, last } = readings();
    const read = made.readNow(["a"]);
    await clock.advance(20_000);
    await last()?.answer(1);
    await read;
    expect(made.isFresh("a")).toBe(true);
    await clock.advance(9_999);
    expect(made.isFresh("a")).toBe(true);
    await clock.advance(1);
    expect(made.isFresh("a")).toBe(false);
  });

  it("is false for somebody who did not come back, whatever was known before", async () => {
    const { made, asked } = readings();
    for (const version of [1, undefined]) {
      const read = made.readNow(["a", "b"]);
      await asked.at(-1)?.answer(version);
      await read;
    }
    expect(made.isFresh("a")).toBe(false);
    expect(made.live("a")).toBeUndefined();
  });
});

describe("Readings.refresh()", () => {
  it("reads nothing while the value is fresh", async () => {
    const { made, asked, last } = readings();
    const read = made.readNow(["a"]);
    await last()?.answer(1);
    await read;
    await made.refresh(["a"]);
    expect(asked).toHaveLength(1);
  });

  it("takes along whose operations come next, no more than can be written while the value is fresh", async () => {
    const { made, last } = readings(3);
    made.expect(["a", "b", "c", "d", "e"]);
    const read = made.refresh(["b"]);
    await last()?.answer(1);
    await read;
    expect(last()?.ids).toEqual(["b", "c", "d"]);
  });

  it("takes along at most as many as one call reads", async () => {
    const { made, last } = readings(1000);
    made.expect(Array.from({ length: 300 }, (_, index) => `u${index}`));
    const read = made.refresh(["u0"]);
    await last()?.answer(1);
    await read;
    expect(last()?.ids.length).toBeGreaterThanOrEqual(99);
    expect(last()?.ids.length).toBeLessThanOrEqual(BATCH_LIMIT);
  });

  it("leaves out whoever is fresh", async () => {
    const { made, last } = readings();
    made.expect(["a", "b", "c"]);
    const one = made.readNow(["b"]);
    await last()?.answer(1);
    await one;
    const read = made.refresh(["a"]);
    await last()?.answer(1);
    await read;
    expect(last()?.ids).toEqual(["a", "c"]);
  });

  it("waits for a read that is under way instead of asking again", async () => {
    const { made, asked, last } = readings();
    made.expect(["a", "b"]);
    let done = 0;
    const both = [made.refresh(["a"]), made.refresh(["b"])].map((read) =>
      read.then(() => {
        done += 1;
      }),
    );
    expect(asked.map(({ ids }) => ids)).toEqual([["a", "b"]]);
    expect(done).toBe(0);
    await last()?.answer(1);
    await Promise.all(both);
    expect(done).toBe(2);
  });

  it("fails with the read, and asks anew the next time", async () => {
    const { made, asked, last } = readings();
    const read = made.refresh(["a"]);
    last()?.fail(new Error("502"));
    await expect(read).rejects.toThrow("502");
    const again = made.refresh(["a"]);
    expect(asked).toHaveLength(2);
    await last()?.answer(1);
    await again;
    expect(made.isFresh("a")).toBe(true);
  });
});

describe("Readings.movedFrom()", () => {
  async function read({ made, last }: ReturnType<typeof readings>, version: number) {
    const reading = made.readNow(["a"]);
    await last()?.answer(version);
    await reading;
  }

  it("is the version that our first reading showed, once a later one shows a higher", async () => {
    const all = readings();
    await read(all, 7);
    expect(all.made.movedFrom("a")).toBeUndefined();
    await read(all, 8);
    expect(all.made.movedFrom("a")).toBe(7);
  });

  it("counts on from our own answers, and never takes a read that lags for a move", async () => {
    const all = readings();
    await read(all, 7);
    all.made.setPin("a", 8);
    await read(all, 7);
    await read(all, 8);
    expect(all.made.movedFrom("a")).toBeUndefined();
    await read(all, 9);
    expect(all.made.movedFrom("a")).toBe(8);
  });

  it("cannot tell after a write of ours that told no version, until an answer tells one", async () => {
    const all = readings();
    await read(all, 7);
    all.made.forgetPin("a");
    await read(all, 8);
    await read(all, 9);
    expect(all.made.movedFrom("a")).toBeUndefined();
    all.made.setPin("a", 10);
    await read(all, 11);
    expect(all.made.movedFrom("a")).toBe(10);
  });
});
