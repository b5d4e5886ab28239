import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { writesIn } from "../e2e/stage.ts";
import { needs } from "./need.ts";
import { onTerraformStage, QUICK, type TerraformStage } from "./terraform-stage.ts";

needs("terraform");

const USERS = Array.from({ length: 12 }, (_, n) => ({ email: `user${n}@example.com` }));
const DEFINITIONS = `version: 1\nusers:\n${USERS.map(({ email }) => `  ${email}: { title: Lead }\n`).join("")}`;

/** Applies, and presses Ctrl-C when the third write was answered. Terraform then kills what it runs. */
async function interrupted({ org, start }: TerraformStage) {
  const { child, ended } = start(["apply", "tfplan"]);
  while (child.exitCode === null && writesIn(org.log).length < 3) await sleep(10);
  process.kill(-(child.pid ?? 0), "SIGINT");
  return ended;
}

describe("terraform apply and Ctrl-C", () => {
  it("leaves a run that the next apply goes on with, and writes nobody twice", async () => {
    await onTerraformStage({ parts: { users: USERS }, latencyMs: [150, 150] }, async (stage) => {
      const { org, define, review, terraform } = stage;
      await define(DEFINITIONS);
      expect((await review({ planned: { ...QUICK, concurrency: 1 } })).exit).toBe(2);
      const stopped = await interrupted(stage);
      expect(stopped.exit).toBe(1);
      expect(stopped.stdout).toContain("Interrupt received");
      expect(writesIn(org.log).length).toBeLessThan(USERS.length);

      expect((await terraform(["apply", "-auto-approve"])).exit).toBe(0);
      expect(org.users().map(({ title, version }) => ({ title, version }))).toEqual(
        USERS.map(() => ({ title: "Lead", version: 2 })),
      );
      expect((await terraform(["plan", "-detailed-exitcode"])).exit).toBe(0);
    });
  });
});
