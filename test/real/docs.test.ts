import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { exampleWorld } from "../../src/simulator/example-world.ts";
import { createOrg } from "../../src/simulator/org.ts";
import { serve } from "../../src/simulator/server.ts";
import { type Run, startProgram } from "../child.ts";
import { type Fence, fencesOf, ROOT } from "../docs/pages.ts";
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

/** What GitHub Actions would run of the recipe, without what installs. */
function recipeLines(): readonly string[] {
  const recipe = parse(fence("yml").text) as {
    readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
  };
  const lines = Object.values(recipe.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  return lines.filter((line) => line !== "npm ci");
}

/** A folder with the page's app and the example definitions, and the local org behind the API. `bash` answers all that a terminal would show. */
async function atPage(act: (bash: (script: string) => Promise<Run>) => Promise<void>): Promise<void> {
  const world = exampleWorld({ seed: 1, users: 2000 });
  const served = await serve(createOrg({ seed: 1, world, limiter: { limit: 1000, windowMs: 1000 } }));
  const dir = await mkdtemp(join(tmpdir(), "gus-docs-"));
  try {
    await installInto(dir);
    await cp(join(ROOT, "definitions"), join(dir, "definitions"), { recursive: true });
    await writeFile(join(dir, "main.mjs"), fence("js").text);
    const env = { HOME: dir, ...QUIET, ...pointedAt(served.url) };
    await act((script) => startProgram(["bash", "-c", `exec 2>&1; ${script}`], { cwd: dir, env }).ended);
  } finally {
    await served.close();
    await rm(dir, { recursive: true, force: true });
  }
}

describe("docs/terraform.md", () => {
  it("shows what a terminal shows", async () => {
    const sessions = sessionsOf(fence("terraform"));
    await atPage(async (bash) => {
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

  it("has a recipe that plans and applies", async () => {
    await atPage(async (bash) => {
      for (const line of recipeLines()) expect(await bash(line)).toMatchObject({ exit: 0 });
      const { exit } = await bash(
        "node main.mjs && terraform -chdir=cdktf.out/stacks/users plan -detailed-exitcode",
      );
      expect(exit).toBe(0);
    });
  });
});
