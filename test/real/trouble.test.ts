import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/simulator/faults.ts";
import { writesIn } from "../e2e/stage.ts";
import { needs } from "./need.ts";
import { onReviewedStage, planOf } from "./reviewed.ts";

needs("terraform");

const REFUSED: Fault = {
  method: "PATCH",
  route: "/api/v2/users/{userId}",
  user: "ada@example.com",
  kind: "forbidden",
  permissions: ["directory:user:edit"],
};

describe("a write that is refused", () => {
  it("fails the apply, naming what failed, and the next apply goes on where it ended", async () => {
    await onReviewedStage(async ({ org, apply, terraform }, { operations }) => {
      const ada = org.user("ada@example.com").id;
      org.faults.add(REFUSED);
      const failed = await apply();
      expect(failed.exit).toBe(1);
      expect(failed.stderr).toContain("exit status 3");
      expect(failed.stderr).toContain(ada);
      expect(failed.stderr).toMatch(/lacks\s+permission\s+directory:user:edit/);
      expect(failed.stderr).not.toMatch(/example\.com|Secret/);
      expect((await terraform(["show"])).stdout).toContain("(tainted)");
      expect(org.user("cay@example.com").department).toBe("Care");
      expect(org.user("ada@example.com")).toMatchObject({ title: "Secret Agent", skills: [{}] });

      org.faults.clear();
      const before = org.log.length;
      const again = await terraform(["apply", "-auto-approve"]);
      expect(again).toMatchObject({ exit: 0, stderr: "" });
      expect(again.stdout).toContain("is tainted, so must be replaced");
      expect(org.user("ada@example.com").title).toBe("Lead");
      expect(writesIn(org.log.slice(before))).toHaveLength(1);
      expect(operations).toHaveLength(3);
      expect((await terraform(["plan", "-detailed-exitcode"])).exit).toBe(0);
    });
  });

  it("leaves a rest that may be planned anew", async () => {
    await onReviewedStage(async ({ org, apply, review }) => {
      org.faults.add(REFUSED);
      expect((await apply()).exit).toBe(1);
      org.faults.clear();
      const rest = await review();
      expect(rest.exit).toBe(2);
      expect(rest.stdout).toContain("1 to update");
      expect((await apply()).exit).toBe(0);
      expect((await review()).exit).toBe(0);
    });
  });

  it("leaves a resource that is replaced once, without a call, when somebody else did the rest", async () => {
    await onReviewedStage(async ({ org, apply, review }) => {
      org.faults.add(REFUSED);
      expect((await apply()).exit).toBe(1);
      const managerId = org.user("bob@example.com").id;
      org.edit("ada@example.com", { title: "Lead", managerId });
      expect((await review()).exit).toBe(2);
      const before = org.log.length;
      expect((await apply()).exit).toBe(0);
      expect(org.log).toHaveLength(before);
      expect((await review()).exit).toBe(0);
    });
  });
});

describe("a plan file that is not the one that was reviewed", () => {
  it.each([
    ["in what it does", (text: string) => text.replaceAll('"Lead"', '"CEO"')],
    ["in nothing but when it was made", (text: string) => text.replace(/"at": "\d{4}/, '"at": "2099')],
  ])("is refused when it was edited %s, and nothing is sent", async (_where, edit) => {
    await onReviewedStage(async (stage) => {
      const { org, apply, read, write } = stage;
      const text = await read(planOf(stage));
      expect(edit(text)).not.toBe(text);
      await write(planOf(stage), edit(text));
      const refused = await apply();
      expect(refused.exit).toBe(1);
      expect(refused.stderr).toMatch(/exit status 5.*error\s+plan-file-changed/s);
      expect(writesIn(org.log)).toEqual([]);
    });
  });

  it("is refused when another plan took its place, and nothing is sent", async () => {
    await onReviewedStage(async (stage) => {
      const { org, apply, define, gus } = stage;
      await define("version: 1\nusers: { ada@example.com: { title: CEO } }\n");
      const flags = ["--rate", "300/1s", "--out", planOf(stage)];
      expect((await gus(["plan", "-f", "definitions", ...flags])).exit).toBe(0);
      const refused = await apply();
      expect(refused.exit).toBe(1);
      expect(refused.stderr).toMatch(/exit status 5.*error\s+plan-file-changed/s);
      expect(writesIn(org.log)).toEqual([]);
    });
  });
});

describe("a plan of Terraform that was saved before the last synth", () => {
  it("applies nothing, neither what was reviewed then nor what nobody reviewed", async () => {
    await onReviewedStage(async ({ org, apply, define, synth }) => {
      await define("version: 1\nusers: { ada@example.com: { title: CEO } }\n");
      await synth();
      const refused = await apply();
      expect(refused.exit).toBe(1);
      expect(refused.stderr).toMatch(/error\s+plan-file-changed/);
      expect(writesIn(org.log)).toEqual([]);
    });
  });
});

describe("somebody who edits a user after the review", () => {
  it("keeps the edit, and the apply fails naming the user by id", async () => {
    await onReviewedStage(async ({ org, apply }) => {
      const { id } = org.edit("ada@example.com", { title: "Secret Boss" });
      const held = await apply();
      expect(held.exit).toBe(1);
      expect(held.stderr).toContain("exit status 3");
      expect(held.stderr).toContain(id);
      expect(held.stderr).not.toMatch(/example\.com|Secret/);
      expect(org.user(id).title).toBe("Secret Boss");
      expect(org.user("cay@example.com").department).toBe("Care");
    });
  });
});
