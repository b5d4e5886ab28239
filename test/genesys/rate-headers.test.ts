import { describe, expect, it } from "vitest";
import { reportedRate } from "../../src/genesys/rate-headers.ts";

const arrival = { nowMs: Date.UTC(2026, 0, 5, 9) };

describe("reportedRate()", () => {
  it("reads the inin family, whose reset is a delta", () => {
    const headers = {
      "inin-ratelimit-allowed": "180",
      "inin-ratelimit-count": "3",
      "inin-ratelimit-reset": "61",
    };
    expect(reportedRate(headers, arrival)).toEqual({ limit: 180, remaining: 177, resetMs: 61_000 });
  });

  it("reads the X-RateLimit family, whose reset may be an epoch", () => {
    const headers = {
      "x-ratelimit-limit": "300, 300;w=60",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": String(arrival.nowMs / 1000 + 20),
    };
    expect(reportedRate(headers, arrival)).toEqual({ limit: 300, remaining: 0, resetMs: 20_000 });
  });

  it("leaves out what is missing or unreadable", () => {
    expect(reportedRate({ "x-ratelimit-limit": "many", "x-ratelimit-reset": "0" }, arrival)).toEqual({
      resetMs: 0,
    });
    expect(reportedRate({ date: "now" }, arrival)).toBeUndefined();
  });
});
