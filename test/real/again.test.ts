import { describe, expect, it } from "vitest";
import { writesIn } from "../e2e/stage.ts";
import { needs } from "./need.ts";
import { DEFINITIONS, onReviewedStage, PARTS, planOf } from "./reviewed.ts";
import { onTerraformStage, QUICK } from "./terraform-stage.ts";

needs("terraform");

describe("terraform plan -detailed-exitcode", () => {
  it("is 2 before the apply, and 0 after it, also when the app is synthesised anew", async () => {
    await onReviewedStage(async (stage) => {
      const { apply, review, terraform, org } = stage;
      await apply();
      const calls = org.log.length;
      expect((await terraform(["plan", "-detailed-exitcode"])).exit).toBe(0);
      expect(org.log).toHaveLength(calls);

      const again = await review();
      expect(again).toMatchObject({ exit: 0, stderr: "" });
      expect(again.stdout).toContain("No changes.");
      await expect(stage.read(planOf(stage))).rejects.toThrow("ENOENT");
    });
  });

  it("is 2 again for drift that was there before", async () => {
    await onReviewedStage(async ({ apply, review, org }) => {
      await apply();
      for (const _ of ["once", "twice"]) {
        org.edit("ada@example.com", { title: "Boss" });
        const before = org.log.length;
        expect((await review()).exit).toBe(2);
        expect(writesIn(org.log.slice(before))).toEqual([]);
        expect((await apply()).exit).toBe(0);
        expect(writesIn(org.log.slice(before))).toHaveLength(1);
        expect(org.user("ada@example.com").title).toBe("Lead");
      }
    });
  });
});

describe("a plan that was made before", () => {
  it("is applied once", async () => {
    await onTerraformStage({ parts: PARTS }, async ({ define, gus, review, apply, terraform, org }) => {
      await define(DEFINITIONS);
      const made = await gus(["plan", "-f", "definitions", "--rate", "300/1s", "--out", "reviewed.json"]);
      expect(made.exit).toBe(0);
      const { definitions: _, ...quick } = QUICK;
      const pinned = { ...quick, plan: "reviewed.json" };
      expect((await review({ pinned })).exit).toBe(2);
      expect((await apply()).exit).toBe(0);
      expect(org.user("ada@example.com").title).toBe("Lead");

      const before = org.log.length;
      org.edit("ada@example.com", { title: "Boss" });
      expect((await review({ pinned })).exit).toBe(0);
      expect((await terraform(["apply", "-auto-approve"])).exit).toBe(0);
      expect(org.log).toHaveLength(before);
      expect(org.user("ada@example.com").title).toBe("Boss");
    });
  });
});

describe("a plan without operations", () => {
  it("is no change when one was applied before, and only notes itself when none was", async () => {
    const parts = { users: [{ email: "ada@example.com", title: "Lead" }] };
    await onTerraformStage({ parts }, async (stage) => {
      const { define, review, apply, org, read } = stage;
      await define("version: 1\nusers: { ada@example.com: { title: Lead } }\n");
      const first = await review();
      expect(first.exit).toBe(2);
      expect(first.stdout).toContain("No changes. Live users match the definitions.");
      expect(await read(`${stage.stack}/cdk.tf.json`)).not.toContain("local-exec");
      await expect(read(planOf(stage))).rejects.toThrow("ENOENT");
      const before = org.log.length;
      expect(await apply()).toMatchObject({ exit: 0, stderr: "" });
      expect(org.log).toHaveLength(before);
      expect((await review()).exit).toBe(0);
      org.edit("ada@example.com", { department: "Care" });
      expect((await review()).exit).toBe(0);
    });
  });
});
