import { describe, expect, it } from "vitest";
import { needs } from "./need.ts";
import { steadyText } from "./steady-text.ts";
import { onTerraformStage, QUICK } from "./terraform-stage.ts";

needs("terraform");

const PARTS = {
  divisions: ["EMEA"],
  languages: ["English"],
  users: [
    { email: "ada@example.com", name: "Ada Lovelace", title: "Agent", skills: { Billing: 3, Retention: 2 } },
    { email: "bob@example.com", name: "Bob Babbage", state: "inactive" as const },
    { email: "cay@example.com", name: "Cay Curie", skills: { Billing: 1, Retention: 1 } },
    { email: "dee@example.com", name: "Dee Darwin", title: "Lead" },
    { email: "eve@example.com", name: "Eve Euler", manager: "dee@example.com" },
  ],
};

const DEFINITIONS = `version: 1
rails: { drain: 1 }
users:
  ada@example.com:
    title: Senior Agent
    department: Care
    division: EMEA
    skills: { Billing: 4 }
    languages: { English: 5 }
    phones: { WORK: "+34910000000" }
  bob@example.com: { state: active, title: Agent }
  cay@example.com: { state: inactive }
  dee@example.com: { title: Lead }
  eve@example.com: { division: EMEA, manager: ada@example.com }
`;

describe("terraform init", () => {
  it("needs no registry", async () => {
    await onTerraformStage({ parts: PARTS }, async ({ define, synth, terraform }) => {
      await define(DEFINITIONS);
      expect(await synth()).toMatchObject({ stdout: "", stderr: "" });
      const nowhere = { HTTPS_PROXY: "http://127.0.0.1:9", HTTP_PROXY: "http://127.0.0.1:9" };
      const run = await terraform(["init"], nowhere);
      expect(run).toMatchObject({ exit: 0, stderr: "" });
      expect(run.stdout).toContain("terraform.io/builtin/terraform is built in to Terraform");
    });
  });
});

describe("terraform plan", () => {
  it("reads like a review, at first and when live users drifted", async () => {
    await onTerraformStage({ parts: PARTS }, async ({ define, review, apply, org }) => {
      await define(DEFINITIONS);
      const first = await review();
      expect(first).toMatchObject({ exit: 2, stderr: "" });
      await expect(steadyText(first.stdout, PARTS)).toMatchFileSnapshot("golden/plan.txt");

      const applied = await apply();
      expect(applied).toMatchObject({ exit: 0, stderr: "" });
      await expect(steadyText(applied.stdout, PARTS)).toMatchFileSnapshot("golden/apply.txt");

      org.edit("ada@example.com", { title: "Boss" });
      const drifted = await review();
      expect(drifted.exit).toBe(2);
      await expect(steadyText(drifted.stdout, PARTS)).toMatchFileSnapshot("golden/plan-drifted.txt");
    });
  });

  it("takes what live users hold for text, whatever it looks like", async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of Terraform
    const hostile = ['${file("/etc/passwd")}', "%{if true}yes%{endif}", '$${"a"}', '\\n" EOT\n  + forged'];
    const users = hostile.map((title, n) => ({ email: `user${n}@example.com`, title }));
    await onTerraformStage({ parts: { users } }, async ({ define, review, apply, org }) => {
      await define(
        `version: 1\nusers:\n${users.map(({ email }) => `  ${email}: { title: Lead }\n`).join("")}`,
      );
      const { exit, stdout } = await review({ planned: { ...QUICK, redact: "none" } });
      expect(exit).toBe(2);
      expect(stdout).not.toContain("root:");
      const shown = stdout.match(/"update user.*/g) ?? [];
      await expect(shown.join("\n")).toMatchFileSnapshot("golden/hostile-titles.txt");
      expect((await apply()).exit).toBe(0);
      expect(org.users().map(({ title }) => title)).toEqual(hostile.map(() => "Lead"));
    });
  });

  it("shows 50 of 2,000 operations and counts the rest, and apply executes them all", async () => {
    const users = Array.from({ length: 2000 }, (_, n) => ({ email: `user${n}@example.com` }));
    const limiter = { limit: 100_000, windowMs: 60_000 };
    const planned = { ...QUICK, rate: 100_000, accept: { change: 2000 } };
    await onTerraformStage({ parts: { users }, limiter }, async ({ define, review, apply, org }) => {
      await define(
        `version: 1\nusers:\n${users.map(({ email }) => `  ${email}: { title: Lead }\n`).join("")}`,
      );
      const { exit, stdout } = await review({ planned });
      expect(exit).toBe(2);
      expect(stdout.match(/"update /g)).toHaveLength(50);
      expect(stdout).toContain('"and 1,950 more operations"');
      expect(stdout).toContain("2,000 to update");
      expect(await apply()).toMatchObject({ exit: 0, stderr: "" });
      expect(org.users().filter(({ title }) => title === "Lead")).toHaveLength(2000);
    });
  });
});
