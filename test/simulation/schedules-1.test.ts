import { describe, it } from "vitest";
import { playSeeds, SHARD_MS } from "./shard.ts";

describe("the whole tool in simulated schedules 1 to 500", () => {
  it("breaks no invariant, and meets every fault, outcome, exit and death", {
    timeout: SHARD_MS,
  }, async () => {
    await playSeeds(1, 500);
  });
});
