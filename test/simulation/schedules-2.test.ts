import { describe, it } from "vitest";
import { playSeeds, SHARD_MS } from "./shard.ts";

describe("the whole tool in simulated schedules 501 to 1000", () => {
  it("breaks no invariant, and meets every fault, outcome, exit and death", {
    timeout: SHARD_MS,
  }, async () => {
    await playSeeds(501, 500);
  });
});
