import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { exampleWorld } from "../../src/simulator/example-world.ts";
import { createOrg } from "../../src/simulator/org.ts";
import { serve } from "../../src/simulator/server.ts";
import { type Run, startProgram, type Variables } from "../child.ts";
import { type Fence, fencesOf, ROOT, textOf } from "../docs/pages.ts";
import { sessionsOf, shortened } from "../docs/sessions.ts";
import { pointedAt } from "../local-org.ts";
import { needs } from "./need.ts";
import { installInto, QUIET } from "./terraform-stage.ts";

needs("terraform");

const FENCES = fencesOf("docs/terraform.md");

function fence(lang: string): Fence {
  const found = FENCES.find((one) => one.lang === lang);
  if (!found) throw new Error(`The page has no ${lang} example`);
  return found;
}

interface Recipe {
  readonly jobs: Readonly<
    Record<"review" | "apply", { readonly steps: readonly { readonly run?: string }[] }>
  >;
}

/** What GitHub Actions would run of a job of the recipe, without what installs. */
function linesOf(job: keyof Recipe["jobs"]): readonly string[] {
  const { jobs } = parse(fence("yml").text) as Recipe;
  return jobs[job].steps.flatMap(({ run }) => run ?? []).filter((line) => line !== "npm ci");
}

/** The line that the page gives the settings of an app, for a job that applies what was approved. */
function withApproval(app: string): string {
  const [, line = ""] = /^`(\.\.\.\(.*\))`\.$/m.exec(textOf("docs/terraform.md")) ?? [];
  return app.replace('definitions: "definitions"', `definitions: "definitions", ${line}`);
}

/** A folder with the page's app and the example definitions, and the local org behind the API. `bash` answers all that a terminal would show. */
async function atPage(
  app: string,
  act: (bash: (script: string, more?: Variables) => Promise<Run>) => Promise<void>,
): Promise<void> {
  const world = exampleWorld({ seed: 1, users: 2000 });
  const served = await serve(createOrg({ seed: 1, world, limiter: { limit: 1000, windowMs: 1000 } }));
  const dir = await mkdtemp(join(tmpdir(), "gus-docs-"));
  try {
    await installInto(dir);
    await cp(join(ROOT, "definitions"), join(dir, "definitions"), { recursive: true });
    await writeFile(join(dir, "main.mjs"), app);
    const env = { HOME: dir, ...QUIET, ...pointedAt(served.url) };
    await act((script, more) => {
      const words = ["bash", "-c", `exec 2>&1; ${script}`];
      return startProgram(words, { cwd: dir, env: { ...env, ...more } }).ended;
    });
  } finally {
    await served.close();
    await rm(dir, { recursive: true, force: true });
  }
}

describe("docs/terraform.md", () => {
  it("shows what a terminal shows", async () => {
    const sessions = sessionsOf(fence("terraform"));
    await atPage(fence("js").text, async (bash) => {
      let where = ".";
      for (const { line, output } of sessions) {
        if (line.startsWith("cd ")) {
          where = line.slice(3);
          continue;
        }
        const { stdout } = await bash(`cd ${where}; ${line}`);
        expect(shortened(stdout, output).join("\n")).toBe(output.join("\n"));
      }
    });
  });

  it("has a recipe whose second job applies what was approved in the first, and nothing else", async () => {
    await atPage(withApproval(fence("js").text), async (bash) => {
      for (const line of linesOf("review"))
        expect(await bash(line, { GITHUB_OUTPUT: "output" })).toMatchObject({ exit: 0 });
      const [, approved = ""] = (await bash("cat output")).stdout.trim().split("=");
      expect(approved).toMatch(/^[0-9a-f]{64}$/);
      for (const not of [{ APPROVED: "0".repeat(64) }, { APPROVED: "" }])
        expect((await bash("node main.mjs", not)).exit).toBe(1);
      for (const line of linesOf("apply"))
        expect(await bash(line, { APPROVED: approved })).toMatchObject({ exit: 0 });
      const again = "node main.mjs && terraform -chdir=cdktf.out/stacks/users plan -detailed-exitcode";
      expect((await bash(again)).exit).toBe(0);
    });
  });
});
