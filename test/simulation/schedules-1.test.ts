import { describe, it } from "vitest";
import { expectAllHold } from "./shard.ts";

describe("gus on a virtual platform", { timeout: 180_000 }, () => {
  it("keeps every invariant in the schedules of seeds 1 to 500", () => expectAllHold(1, 500));
});
