import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { onSmallStage } from "./small-stage.ts";
import type { Stage } from "./stage.ts";

/** A stage with a plan, a snapshot and a drift document as well, each told by its name. */
async function onFilledStage(act: (stage: Stage) => Promise<void>): Promise<void> {
  await onSmallStage(async (stage) => {
    await stage.inProcess(["plan", "-f", "users.yaml", "--out", "plan.json"]);
    await stage.inProcess(["snapshot", "--out", "live.json"]);
    await stage.inProcess(["drift", "-f", "users.yaml", "--write", "json=drift.json"]);
    await symlink("live.json", join(stage.dir, "link.json"));
    await act(stage);
  });
}

const FILES = ["users.yaml", "plan.json", "live.json", "drift.json"];

describe("gus and two things that would go to one file", () => {
  it("refuses as a process before any call, naming both, and leaves the file alone", async () => {
    await onFilledStage(async ({ gus, read, org }) => {
      const [before, calls] = [await read("live.json"), org.log.length];
      const line = ["plan", "-f", "users.yaml", "--snapshot", "live.json", "--out", "live.json"];
      const run = await gus(line, { bare: true });
      expect(run).toMatchObject({ exit: 1, stdout: "" });
      expect(run.stderr).toContain("error usage\n  --out would replace the snapshot in live.json\n");
      expect(await read("live.json")).toBe(before);
      expect(org.log).toHaveLength(calls);
    });
  });

  it("refuses whatever the way by which they meet", async () => {
    const refused: readonly (readonly [line: string, said: string])[] = [
      ["plan -f users.yaml --write html=same --write json=same", "--write html and --write json would both"],
      ["plan -f users.yaml --write json=same --write json=./same", "--write json is to go to ./same twice"],
      ["plan -f users.yaml --out same --write markdown=x/../same", "--out and --write markdown"],
      ["plan -f users.yaml --out same --write github-output=same", "--out and --write github-output"],
      ["plan -f users.yaml --snapshot link.json --out live.json", "would replace the snapshot"],
      ["plan -f users.yaml --out users.yaml", "would replace the definitions in users.yaml"],
      ["plan -f . --out deep.yaml", "would replace the definitions in deep.yaml"],
      ["plan -f users.yaml --base-definitions old.yaml --out old.yaml", "would replace the definitions"],
      ["drift -f users.yaml --known drift.json --write text=drift.json", "would replace what is known"],
      ["drift -f users.yaml --snapshot live.json --write json=live.json", "would replace the snapshot"],
      ["validate -f users.yaml --write gitlab-codequality=users.yaml", "would replace the definitions"],
      ["apply plan.json --report plan.json", "--report would replace the plan in plan.json"],
      ["apply plan.json --report r --write junit=r", "--report and --write junit"],
      ["apply plan.json --approved live.json --report live.json", "would replace what was approved"],
      ["apply -f users.yaml --auto-approve --out p --report p", "--out and --report would both go to p"],
      ["apply -f users.yaml --auto-approve --out users.yaml", "would replace the definitions"],
      ["rollback x --out same --write text=same", "--out and --write text"],
      ["show plan.json --write html=plan.json", "would replace the document in plan.json"],
    ];
    await onFilledStage(async ({ inProcess, read, org }) => {
      const [before, calls] = [await Promise.all(FILES.map(read)), org.log.length];
      for (const [line, said] of refused) {
        const run = await inProcess(line.split(" "), { bare: true });
        expect(run, line).toMatchObject({ exit: 1, stdout: "" });
        expect(run.stderr, line).toContain(said);
      }
      expect(await Promise.all(FILES.map(read))).toEqual(before);
      expect(org.log).toHaveLength(calls);
    });
  });

  it("lets drift keep what is known where it read it, and formats that are added share a file", async () => {
    await onFilledStage(async ({ inProcess, read }) => {
      const drift = ["drift", "-f", "users.yaml", "--known", "drift.json", "--write", "json=drift.json"];
      expect(await inProcess(drift)).toMatchObject({ exit: 2, stderr: "" });
      const added = ["--write", "github-output=ci", "--write", "github-summary=ci"];
      expect(await inProcess(["plan", "-f", "users.yaml", ...added])).toMatchObject({ exit: 0, stderr: "" });
      expect(await read("ci")).toMatch(/^review-?hash=/im);
    });
  });
});
