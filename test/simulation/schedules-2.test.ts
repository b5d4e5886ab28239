import { describe, it } from "vitest";
import { expectAllHold } from "./shard.ts";

describe("gus on a virtual platform", { timeout: 180_000 }, () => {
  it("keeps every invariant in the schedules of seeds 501 to 1000", () => expectAllHold(501, 500));
});
