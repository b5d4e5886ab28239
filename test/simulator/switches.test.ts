import { describe, expect, it } from "vitest";
import { DEFAULT_SWITCHES, SWITCH_POSITIONS, type Switches } from "../../src/simulator/switches.ts";

const names = Object.keys(DEFAULT_SWITCHES) as (keyof Switches)[];

describe("SWITCH_POSITIONS", () => {
  it("lists at least two positions of every switch, the default among them", () => {
    expect(Object.keys(SWITCH_POSITIONS).sort()).toEqual([...names].sort());
    for (const name of names) {
      expect(SWITCH_POSITIONS[name].length).toBeGreaterThan(1);
      expect(SWITCH_POSITIONS[name]).toContain(DEFAULT_SWITCHES[name]);
    }
  });
});
