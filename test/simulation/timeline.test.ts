import { describe, expect, it } from "vitest";
import { Timeline } from "./world/timeline.ts";

describe("Timeline", () => {
  it("lets things happen in order of time, and those of one moment in the order in which they were asked for", async () => {
    const timeline = new Timeline(1000);
    const seen: string[] = [];
    const see = (what: string) => () => void seen.push(`${what} ${timeline.now}`);
    timeline.after(20, see("c"));
    timeline.after(10, see("a"));
    timeline.after(10, see("b"));
    expect(await timeline.pass(() => seen.length === 3)).toBe(true);
    expect(seen).toEqual(["a 1010", "b 1010", "c 1020"]);
  });

  it("lets a program do all it can before time moves on", async () => {
    const timeline = new Timeline(0);
    const seen: number[] = [];
    timeline.after(10, async () => {
      for (let step = 0; step < 50; step += 1)
        await new Promise<void>((resolve) => process.nextTick(resolve));
      timeline.after(5, () => void seen.push(timeline.now));
    });
    timeline.after(20, () => void seen.push(timeline.now));
    await timeline.pass(() => seen.length === 2);
    expect(seen).toEqual([15, 20]);
  });

  it("does not do what was called off, and says when nothing is left to happen", async () => {
    const timeline = new Timeline(0);
    const callOff = timeline.after(10, () => {
      throw new Error("It was called off");
    });
    callOff();
    expect(await timeline.pass(() => false)).toBe(false);
    expect(timeline.now).toBe(0);
  });
});
