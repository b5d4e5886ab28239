import { describe, expect, it } from "vitest";
import { writesIn } from "../e2e/stage.ts";
import { needs } from "./need.ts";
import { onReviewedStage, PARTS } from "./reviewed.ts";

needs("terraform");

describe("terraform apply of a saved plan", () => {
  it("sends the calls of the plan and no other", async () => {
    await onReviewedStage(async ({ org, apply }, { operations }) => {
      expect(await apply()).toMatchObject({ exit: 0, stderr: "" });
      const sorted = (calls: readonly { readonly method: string; readonly path: string }[]) =>
        calls.map(({ method, path }) => `${method} ${path}`).toSorted();
      expect(sorted(writesIn(org.log))).toEqual(sorted(operations));
      expect(org.user("ada@example.com")).toMatchObject({
        title: "Lead",
        managerId: org.user("bob@example.com").id,
        skills: [{ proficiency: 5 }],
      });
      expect(org.user("bob@example.com").version).toBe(1);
      expect(org.user("cay@example.com").department).toBe("Care");
    });
  });

  it("puts out which plan it was and what it came to", async () => {
    await onReviewedStage(async ({ apply, terraform }, { planHash, reviewHash }) => {
      await apply();
      const outputs = Object.entries(JSON.parse((await terraform(["output", "-json"])).stdout));
      const values = outputs.map(([name, output]) => [name, (output as { value: unknown }).value]);
      expect(Object.fromEntries(values)).toMatchObject({
        users_plan_hash: planHash,
        users_review_hash: reviewHash,
        users_update: 2,
        users_deactivate: 0,
        users_activate: 0,
        users_calls: expect.any(Number),
        users_seconds: expect.any(Number),
      });
    });
  });

  it("leaves neither people nor live values nor credentials in what Terraform keeps and says", async () => {
    await onReviewedStage(async ({ apply, read, env, org, terraform }) => {
      const { stdout } = await apply();
      const state = await read("terraform.care.tfstate");
      const saved = (await terraform(["show", "-json", "tfplan"])).stdout;
      const secrets = [
        ...Object.values(env).filter((value) => !value.startsWith("http")),
        ...org.log.flatMap(({ token }) => token ?? []),
        ...PARTS.users.flatMap(({ email, name }) => [email, name]),
        "Secret",
      ];
      expect(state).toContain("users_plan_hash");
      for (const secret of secrets)
        for (const kept of [state, saved, stdout]) expect(kept).not.toContain(secret);
    });
  });
});

describe("going away", () => {
  it("changes nobody when the stack is destroyed", async () => {
    await onReviewedStage(async ({ apply, terraform, org }) => {
      await apply();
      const [users, calls] = [org.users(), org.log.length];
      const run = await terraform(["destroy", "-auto-approve"]);
      expect(run).toMatchObject({ exit: 0, stderr: "" });
      expect(run.stdout).toContain("1 destroyed");
      expect(org.log).toHaveLength(calls);
      expect(org.users()).toEqual(users);
    });
  });

  it("changes nobody when the construct is taken out of the app", async () => {
    await onReviewedStage(async ({ apply, review, org }) => {
      await apply();
      const [users, calls] = [org.users(), org.log.length];
      expect((await review("nothing")).exit).toBe(2);
      const run = await apply();
      expect(run).toMatchObject({ exit: 0, stderr: "" });
      expect(run.stdout).toContain("1 destroyed");
      expect(org.log).toHaveLength(calls);
      expect(org.users()).toEqual(users);
    });
  });
});
