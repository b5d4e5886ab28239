import { cp, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Plan } from "../../src/model/plan.ts";
import { RECIPES } from "../ci/recipes.ts";
import { type CiStage, definitions, FILE, onCiStage, READER, WRITER } from "../ci/stage.ts";
import { fencesOf } from "../docs/pages.ts";
import { commit, git, write } from "../e2e/repository.ts";
import { writesIn } from "../e2e/stage.ts";

/** Where cron looks for commands, by its own (crontab(5)). */
const PATH_OF_CRON = "/usr/bin:/bin";

interface Machine extends CiStage {
  /** Runs a script of the recipe with a client's credentials in gus.env. */
  script(line: string, client?: typeof READER): ReturnType<CiStage["project"]["run"]>;
}

async function onMachine(act: (machine: Machine) => Promise<void>): Promise<void> {
  await onCiStage(async (stage) => {
    const { home } = stage.project;
    for (const name of ["gus-plan.sh", "gus-apply.sh", "gus-drift.sh"])
      await cp(join(RECIPES, "cron", name), join(home, name));
    await mkdir(join(home, "elsewhere"));
    await act({
      ...stage,
      script: async (line, { id, secret } = READER) => {
        const settings = {
          GENESYSCLOUD_API_URL: stage.local.url,
          GENESYSCLOUD_OAUTHCLIENT_ID: id,
          GENESYSCLOUD_OAUTHCLIENT_SECRET: secret,
        };
        const lines = Object.entries(settings).map(([name, value]) => `export ${name}='${value}'\n`);
        await write(home, { "gus.env": [...lines, `export PATH='${stage.project.path}'\n`].join("") });
        return stage.project.run(join(home, "elsewhere"), `../${line}`, { PATH: PATH_OF_CRON });
      },
    });
  });
}

describe("the recipe for cron", () => {
  it("is told to look for gus where cron does not, by the settings that its page shows", () => {
    const [settings] = fencesOf("docs/ci/cron.md").filter(({ lang }) => lang === "sh");
    expect(settings?.text).toMatch(/^export PATH=\S+:\/usr\/bin:\/bin$/m);
  });

  it("prints nothing while all is well or known, and what is not when it is not", async () => {
    await onMachine(async ({ local, script }) => {
      expect(await script("gus-drift.sh")).toEqual({ exit: 0, stdout: "", stderr: "" });
      local.org.edit("bob@example.com", { title: "Coach" });
      const drifted = await script("gus-drift.sh");
      expect(drifted).toMatchObject({ exit: 2, stderr: "" });
      expect(drifted.stdout).toContain("bob@example.com");
      expect(await script("gus-drift.sh")).toEqual({ exit: 0, stdout: "", stderr: "" });
      const broken = await script("gus-drift.sh", { id: "nobody", secret: "x" });
      expect(broken).toMatchObject({ exit: 1, stderr: "" });
      expect(broken.stdout).toContain("token-refused");
    });
  });

  it("plans, applies what was approved and nothing else, and goes on after a stop", async () => {
    await onMachine(async ({ local, script, project }) => {
      const base = await git(project.home, "rev-parse", "HEAD");
      await commit(project.home, { [FILE]: definitions("Lead") });
      expect((await script(`gus-plan.sh ${base}`)).exit).toBe(0);
      const plan: Plan = JSON.parse(await readFile(join(project.home, "plan.json"), "utf8"));
      const other = plan.reviewHash.replace(/./g, "0");
      expect((await script(`gus-apply.sh ${other}`, WRITER)).exit).toBe(5);
      expect(writesIn(local.org.log)).toEqual([]);
      local.org.faults.add({ method: "PATCH", nth: 2, times: 99, kind: "token-dies" });
      expect((await script(`gus-apply.sh ${plan.reviewHash}`, WRITER)).exit).toBe(6);
      local.org.faults.clear();
      expect((await script(`gus-apply.sh ${plan.reviewHash}`, WRITER)).exit).toBe(0);
      expect(local.org.users().map(({ title }) => title)).toEqual(["Lead", "Lead", "Lead"]);
    });
  });
});
