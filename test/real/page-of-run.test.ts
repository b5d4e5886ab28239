import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Result } from "../../src/model/outcome.ts";
import { startProgram } from "../child.ts";
import { withLocalOrg } from "../local-org.ts";
import { openingPages } from "./page-stage.ts";

const onPage = openingPages();

const CLI = join(import.meta.dirname, "../../dist/cli.js");
const PEOPLE = Array.from({ length: 40 }, (_, n) => ({ email: `user${n}@example.com`, title: "Agent" }));
const DEFINITIONS = `version: 1
users:
${PEOPLE.map(({ email }) => `  ${email}: { title: Lead }\n`).join("")}`;

describe("gus --write html", () => {
  it("shows what is planned, and draws what became of it, a 429 and its pause included", async () => {
    await withLocalOrg({ parts: { users: PEOPLE } }, async ({ org, dir, env, write, read }) => {
      const gus = (...args: readonly string[]) =>
        startProgram([process.execPath, CLI, ...args, "--rate", "300/1s"], { cwd: dir, env }).ended;
      await write("users.yaml", DEFINITIONS);
      const plan = ["plan", "-f", "users.yaml", "--out", "plan.json", "--accept", "change=40"];
      expect(await gus(...plan, "--write", "html=plan.html")).toMatchObject({ exit: 0, stderr: "" });
      await onPage(await read("plan.html"), async (page) => {
        expect(await page.locator("output").textContent()).toBe("40 users, 40 changes");
        expect(await page.getByText("Can be applied").isVisible()).toBe(true);
      });

      org.faults.add({
        method: "PATCH",
        route: "/api/v2/users/{userId}",
        nth: 9,
        kind: "throttle",
        retryAfter: { form: "missing" },
      });
      const report = ["--report", "report.json", "--write", "html=result.html"];
      const applied = await gus("apply", "plan.json", "--retry-429", "300ms..400ms", ...report);
      expect(applied).toMatchObject({ exit: 0 });
      const { timeline } = JSON.parse(await read("report.json")) as Result;
      expect(timeline?.slices.at(-1)?.usersDone).toBe(40);
      expect(timeline?.slices.reduce((sum, { throttled }) => sum + throttled, 0)).toBe(1);
      expect(timeline?.pauseTotals).toMatchObject([{ reason: "throttled", count: 1 }]);
      await onPage(await read("result.html"), async (page) => {
        expect(await page.getByRole("img", { name: "Answered 429: 1 in all." }).isVisible()).toBe(true);
        expect(await page.locator(".chart.tall .bar").count()).toBeGreaterThan(0);
        expect(await page.locator(".chart.lane .pause").count()).toBe(1);
        await page.getByText("The same as a table").click();
        expect(await page.locator(".scroll tbody tr").count()).toBe(timeline?.slices.length);
      });
    });
  });
});
