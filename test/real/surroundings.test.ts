import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { needs } from "./need.ts";
import { DEFINITIONS, PARTS } from "./reviewed.ts";
import { onTerraformStage, QUICK } from "./terraform-stage.ts";

needs("terraform");

describe("an app", () => {
  it("may lie in folders with spaces, quotes and what means something to a shell", async () => {
    const places = { folder: `it's "my" $stack \`id\``, out: '../out of "$HOME"' };
    await onTerraformStage({ parts: PARTS, ...places }, async ({ write, review, apply, org, dir }) => {
      await write("who's who.yaml", DEFINITIONS);
      const planned = { ...QUICK, definitions: "who's who.yaml", stateDir: "state & more" };
      expect((await review({ planned })).exit).toBe(2);
      expect(await apply()).toMatchObject({ exit: 0, stderr: "" });
      expect(org.user("ada@example.com").title).toBe("Lead");
      expect(await readdir(join(dir, places.folder, "state & more/runs"))).toHaveLength(3);
      expect((await review({ planned })).exit).toBe(0);
    });
  });

  it("works where Terraform is pointed at a configuration that is not there", async () => {
    await onTerraformStage({ parts: PARTS }, async ({ define, synth, terraform, org, dir }) => {
      const env = { TF_CLI_CONFIG_FILE: join(dir, "missing.tfrc") };
      await define(DEFINITIONS);
      await synth();
      expect((await terraform(["init"], env)).exit).toBe(0);
      const planned = await terraform(["plan", "-detailed-exitcode", "-out", "tfplan"], env);
      expect(planned.exit).toBe(2);
      expect(planned.stderr).toContain("Unable to open CLI configuration file");
      expect((await terraform(["apply", "tfplan"], env)).exit).toBe(0);
      expect(org.user("ada@example.com").title).toBe("Lead");
    });
  });
});
