import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { retryAfterInWords, retryAfterMs } from "../../src/genesys/retry-after.ts";

const serverMs = Date.UTC(2026, 0, 5, 9);
/** This machine's clock is an hour off; only the server's counts. */
const arrival = { nowMs: serverMs + 3_600_000, date: new Date(serverMs).toUTCString() };

describe("retryAfterMs()", () => {
  it.each([
    ["42", 42_000],
    [" 1.2 ", 2_000],
    ["86400", 86_400_000],
    [new Date(serverMs + 30_000).toUTCString(), 30_000],
    [new Date(serverMs + 30_000).toISOString(), 30_000],
    [String(serverMs / 1000 + 15), 15_000],
    [String(serverMs + 15_500), 16_000],
  ])("reads %s", (value, ms) => {
    expect(retryAfterMs(value, arrival)).toBe(ms);
  });

  it.each([
    undefined,
    "",
    "0",
    "-5",
    "soon",
    "42 seconds",
    "1e9",
    "NaN",
    new Date(serverMs - 1000).toUTCString(),
    String(serverMs / 1000 - 5),
    "9".repeat(400),
  ])("takes %s for missing", (value) => {
    expect(retryAfterMs(value, arrival)).toBeUndefined();
  });

  it("counts from this machine's clock when the answer has no date", () => {
    expect(retryAfterMs(new Date(serverMs + 9_000).toUTCString(), { nowMs: serverMs })).toBe(9_000);
  });

  it("gives whole positive seconds or nothing, whatever it is handed", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String), fc.date().map(String)), (value) => {
        const ms = retryAfterMs(value, arrival);
        expect(ms === undefined || (ms > 0 && ms % 1000 === 0)).toBe(true);
      }),
    );
  });
});

describe("retryAfterInWords()", () => {
  it("finds the wait in the message of a 429", () => {
    const message = "Rate limit exceeded the maximum. Retry the request in [42] seconds";
    expect(retryAfterInWords(message)).toBe("42");
    expect(retryAfterInWords("Rate limit exceeded the maximum [300] requests")).toBeUndefined();
  });
});
