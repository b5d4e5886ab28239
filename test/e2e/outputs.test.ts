import { describe, expect, it } from "vitest";
import { withProgress } from "../../src/commands/progress.ts";
import { fakeClock } from "../fake-clock.ts";
import { keepingShell } from "./in-process.ts";
import { DEFINITIONS, onSmallStage, PARTS } from "./small-stage.ts";
import { onStage } from "./stage.ts";

describe("gus --write", () => {
  it("writes several copies in several formats, for their owner alone, equal to what stdout shows", async () => {
    await onSmallStage(async ({ gus, read, mode, plan }) => {
      const copies = ["text=a.txt", "markdown=deep/a.md", "json=a.json", "json=b.json"];
      const flags = copies.flatMap((copy) => ["--write", copy]);
      const run = await gus([
        "plan",
        "-f",
        "users.yaml",
        "--out",
        "c.json",
        "--format",
        "markdown",
        ...flags,
      ]);
      expect(run.exit).toBe(0);
      expect(await read("deep/a.md")).toBe(run.stdout);
      expect(await read("a.json")).toBe(await read("b.json"));
      expect(await read("a.json")).toBe(await read("c.json"));
      expect((await plan("a.json")).operations).toHaveLength(2);
      expect(await read("a.txt")).toContain("2 to update");
      for (const name of ["a.txt", "deep/a.md", "a.json", "b.json", "c.json"])
        expect(await mode(name)).toBe(0o600);
    });
  });
});

describe("gus without a terminal", () => {
  it.concurrent.each([{ NO_COLOR: "1" }, { CI: "true" }, { FORCE_COLOR: "1" }])(
    "paints nothing and draws no progress with %o",
    async (env) => {
      await onSmallStage(async ({ gus }) => {
        const run = await gus(["plan", "-f", "users.yaml"], { env });
        expect(run).toMatchObject({ exit: 0, stderr: "" });
        expect(run.stdout).not.toContain("\u001b");
      });
    },
  );

  it("keeps stdout to the result and stderr to the rest", async () => {
    await onSmallStage(async ({ gus, inProcess, result }) => {
      const flags = ["--auto-approve", "--format", "json", "--report", "report.json"];
      const run = await gus(["apply", "-f", "users.yaml", ...flags]);
      expect(JSON.parse(run.stdout)).toEqual(await result("report.json"));
      expect(run.stderr).toContain("Plan for Test Org");
      const drift = await inProcess(["drift", "-f", "users.yaml", "--format", "json"]);
      expect(JSON.parse(drift.stdout)).toMatchObject({ kind: "drift", differences: [] });
    });
  });
});

describe("withProgress()", () => {
  it("writes at most a line in 30 s where nobody sees it redraw", async () => {
    const clock = fakeClock();
    const { shell, said } = keepingShell("/", {});
    const call = { type: "call", method: "GET", route: "/api/v2/users", status: 200, ms: 5 } as const;
    await withProgress({ ...shell, edges: { ...shell.edges, clock } }, undefined, async (onEvent) => {
      for (let second = 0; second < 95; second += 1) {
        onEvent(call);
        await clock.advance(1000);
      }
    });
    expect(said.stderr.trimEnd().split("\n")).toHaveLength(3);
    expect(said.stderr).toMatch(/^Starting · 30 calls/);
    expect(clock.sleeping()).toBe(0);
  });
});

describe.concurrent("gus --redact", () => {
  const LIVE = ["Secret title", "Secret boss"];
  const PEOPLE = ["ada@example.com", "Ada Lovelace", "Bob Byron"];

  it.each([
    ["values", LIVE, PEOPLE],
    ["people", [...LIVE, ...PEOPLE], []],
  ])("hides %s in everything that plan shows and writes", async (level, hidden, shown) => {
    await onSmallStage(async ({ inProcess, read }) => {
      const copies = ["--out", "plan.json", "--write", "markdown=plan.md"];
      const run = await inProcess(["plan", "-f", "users.yaml", "--redact", level, ...copies]);
      const everything = [run.stdout, run.stderr, await read("plan.json"), await read("plan.md")];
      for (const text of hidden) expect(everything.join("\n")).not.toContain(text);
      for (const text of shown) expect(everything[2]).toContain(text);
      expect(everything[2]).toContain("Lead");
    });
  });

  it.each([
    ["values", LIVE],
    ["people", [...LIVE, ...PEOPLE]],
  ])("hides %s in everything that apply -f shows and writes", async (level, hidden) => {
    await onStage({ parts: PARTS }, async ({ org, write, gus, read, result }) => {
      await write("users.yaml", DEFINITIONS);
      org.faults.add({
        method: "PATCH",
        route: "/api/v2/users/{userId}",
        user: "ada@example.com",
        nth: 1,
        kind: "second-writer",
        when: "before",
        edit: { title: "Secret boss" },
      });
      const copies = ["--out", "plan.json", "--report", "report.json", "--write", "markdown=report.md"];
      const run = await gus(["apply", "-f", "users.yaml", "--auto-approve", "--redact", level, ...copies]);
      expect(run.exit).toBe(3);
      expect(await result("report.json")).toMatchObject({ redacted: level, summary: { held: 1 } });
      const { run: id } = await result("report.json");
      const names = ["plan.json", "report.json", "report.md", `.gus/runs/${id}.json`];
      const everything = [run.stdout, run.stderr, ...(await Promise.all(names.map(read)))].join("\n");
      for (const text of hidden) expect(everything).not.toContain(text);
    });
  });

  it("hides people when apply tells whom it holds before it writes", async () => {
    await onStage({ parts: PARTS }, async ({ org, planned, inProcess }) => {
      await planned(DEFINITIONS);
      org.edit("ada@example.com", { title: "Secret boss" });
      const run = await inProcess(["apply", "plan.json", "--redact", "people"]);
      expect(run.exit).toBe(3);
      for (const text of [...LIVE, ...PEOPLE]) expect(run.stdout + run.stderr).not.toContain(text);
    });
  });

  it("hides people when apply shows a plan that is not the approved one", async () => {
    await onStage({ parts: PARTS }, async ({ planned, inProcess }) => {
      await planned(DEFINITIONS);
      const run = await inProcess(["apply", "plan.json", "--approved", "0", "--redact", "people"]);
      expect(run.exit).toBe(5);
      for (const text of [...LIVE, ...PEOPLE]) expect(run.stderr).not.toContain(text);
    });
  });
});
