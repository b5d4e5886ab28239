import { describe, expect, it } from "vitest";
import { nextSteps } from "../../src/commands/next-steps.ts";
import { ADA, outcome, resultOf } from "../review/samples.ts";

const run = resultOf([]).run;
const wrote = [outcome(ADA, "applied")];

describe("nextSteps()", () => {
  it("tells how to undo what was written", () => {
    const steps = nextSteps(resultOf(wrote), { stateDir: ".gus" });
    expect(steps).toEqual([`To undo: gus rollback ${run} --out rollback.json`]);
  });

  it.each([6, 130, 143])("tells how to go on after exit %i", (exitCode) => {
    const stopped = nextSteps(resultOf(wrote, { exitCode }), { stateDir: ".gus" });
    expect(stopped).toHaveLength(2);
    expect(stopped[0]).toBe(`To go on: gus apply --resume ${run}`);
  });

  it("tells nothing where nothing was written and the run came to its end", () => {
    const done = resultOf([outcome(ADA, "already-applied")], { exitCode: 0 });
    expect(nextSteps(done, { stateDir: ".gus" })).toEqual([]);
  });

  it("names the folder where the run was kept, so that a shell takes it for one", () => {
    const steps = (stateDir: string) => nextSteps(resultOf(wrote), { stateDir })[0];
    expect(steps("/var/gus")).toContain(`${run} --state-dir /var/gus --out`);
    expect(steps("it's mine")).toContain(`${run} --state-dir 'it'\\''s mine' --out`);
  });
});
