import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { drawSchedule } from "./draw/schedule.ts";
import { simulate } from "./simulate.ts";
import { showSchedule } from "./tell/show-schedule.ts";
import { renderTrace } from "./tell/trace.ts";
import { Violation } from "./violation.ts";

describe("a seed", () => {
  it.each([24, 39, 43])("plays the same way every time: %i", async (seed) => {
    const [one, other] = [await simulate(drawSchedule(seed)), await simulate(drawSchedule(seed))];
    expect(renderTrace(other)).toBe(renderTrace(one));
  });

  it("is shown with its users, faults, edits and deaths", () => {
    const text = showSchedule(drawSchedule(24));
    expect(text).toMatch(/^Seed 24: \d+ users\nwishes {4}\{"version":1/);
    expect(text).toMatch(/^(fault|edit|death) /m);
  });
});

describe("a violation", () => {
  it("names seed and invariant, shows the last steps in seconds, and says how to replay it", async () => {
    const past = await simulate(drawSchedule(24));
    const { message, summary } = new Violation("nothing goes wrong", "something did", past);
    expect(summary).toBe('Seed 24 breaks "nothing goes wrong": something did');
    const [head, left, ...lines] = message.split("\n");
    expect(head).toBe(summary);
    expect(left).toMatch(/^ {2}… \d+ lines before$/);
    expect(lines.at(0)).toMatch(/^ +\d+\.\d{3} {2,}\S/);
    expect(lines.at(-1)).toBe("Replay: npm run simulate:soak -- --seed 24");
    expect(lines).toHaveLength(81);
  });
});

describe("the soak", () => {
  it("runs on plain Node: nothing that it imports imports the test runner", () => {
    const seen = new Set<string>();
    const foreign = new Set<string>();
    const visit = (file: string) => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const [, specifier = ""] of readFileSync(file, "utf8").matchAll(/(?:from|import) "([^"]+)"/g)) {
        if (specifier.startsWith(".")) visit(resolve(dirname(file), specifier));
        else foreign.add(specifier);
      }
    };
    visit(resolve(import.meta.dirname, "soak.ts"));
    expect(seen.size).toBeGreaterThan(100);
    expect([...foreign].filter((specifier) => specifier.startsWith("vitest"))).toEqual([]);
  });
});
