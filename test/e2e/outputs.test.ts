import { describe, expect, it } from "vitest";
import { withProgress } from "../../src/commands/progress.ts";
import { FORMATS } from "../../src/review/formats.ts";
import { misfitOf } from "../../src/review/misfit.ts";
import { KINDS, type Kind } from "../../src/review/renderers.ts";
import { fakeClock } from "../fake-clock.ts";
import { elementIn } from "../review/xml.ts";
import { keepingShell } from "./in-process.ts";
import { onStage, type Stage } from "./stage.ts";

const PARTS = {
  users: [
    { email: "ada@example.com", name: "Ada Lovelace", title: "Secret title", manager: "bob@example.com" },
    { email: "bob@example.com", name: "Bob Byron", title: "Agent" },
  ],
};
const DEFINITIONS = `version: 1
users:
  ada@example.com: { title: Lead }
  bob@example.com: { title: Lead }
`;

async function onSmallStage(act: (stage: Stage) => Promise<void>): Promise<void> {
  await onStage({ parts: PARTS }, async (stage) => {
    await stage.write("users.yaml", DEFINITIONS);
    await act(stage);
  });
}

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

describe("gus --write of all formats at once", () => {
  /** A file for each format that holds such a document, named after both. */
  function flagsFor(kind: Kind): readonly string[] {
    const fitting = FORMATS.filter((format) => misfitOf(format, kind) === undefined);
    return fitting.flatMap((format) => ["--write", `${format}=${kind}.${format}`]);
  }

  it.each(["none", "people"])("tells the same in each, with --redact %s", async (level) => {
    await onSmallStage(async ({ gus, read }) => {
      const redacted = ["--redact", level];
      const reading = ["-f", "users.yaml", ...redacted];
      expect((await gus(["plan", ...reading, ...flagsFor("plan")])).exit).toBe(0);
      expect((await gus(["drift", ...reading, ...flagsFor("drift")])).exit).toBe(2);
      expect((await gus(["apply", "--auto-approve", ...reading, ...flagsFor("result")])).exit).toBe(0);
      const { planHash } = JSON.parse(await read("plan.json"));
      expect(await read("plan.github-output")).toContain(`\nplan-hash=${planHash}\n`);
      expect(await read("plan.github-summary")).toContain(planHash);
      expect(JSON.parse(await read("plan.gitlab-terraform"))).toEqual({ create: 0, update: 2, delete: 0 });
      for (const kind of ["plan", "drift"])
        expect(JSON.parse(await read(`${kind}.gitlab-codequality`))).toMatchObject([
          { check_name: "change-title", location: { path: "users.yaml", lines: { begin: 3 } } },
          { check_name: "change-title", location: { path: "users.yaml", lines: { begin: 4 } } },
        ]);
      const [suite] = elementIn(await read("result.junit")).children;
      expect(suite?.attributes).toMatchObject({ tests: "2", failures: "0", errors: "0", skipped: "0" });
      expect(await read("result.github-output")).toContain("\napplied=2\n");
      const texts = KINDS.flatMap((kind) => flagsFor(kind).filter((_flag, index) => index % 2 === 1));
      const everything = await Promise.all(texts.map((flag) => read(flag.split("=")[1] ?? "")));
      if (level === "people") expect(everything.join("\n")).not.toMatch(/ada|bob|secret/i);
      else expect(everything.join("\n")).toContain("ada@example.com");
    });
  });
});

describe("gus --write for a step of a GitHub job", () => {
  it("adds to the files that the steps of a job share, after what is there", async () => {
    await onSmallStage(async ({ gus, read, write, mode }) => {
      await write("output", "before=1");
      const copies = ["--write", "github-output=output", "--write", "github-summary=new/summary.md"];
      expect(await gus(["plan", "-f", "users.yaml", "--out", "plan.json", ...copies])).toMatchObject({
        exit: 0,
      });
      expect(await gus(["apply", "plan.json", ...copies])).toMatchObject({ exit: 0 });
      const outputs = await read("output");
      expect(outputs).toMatch(/^before=1\nkind=plan\nexit=2\napplyable=true\n/);
      expect(outputs).toMatch(/^kind=result\nexit=0\n/m);
      const summary = await read("new/summary.md");
      expect(summary.match(/^### .*$/gm)).toEqual([
        "### Plan for Test Org",
        "### Test Org: Apply complete: 2 of 2 users as planned.",
      ]);
      expect(await mode("new/summary.md")).toBe(0o600);
    });
  });
});

describe("gus --write of what a format cannot hold", () => {
  const FLAGS = ["--write", "gitlab-terraform=a.json"];

  it.each([
    ["drift", "-f", "users.yaml"],
    ["apply", "-f", "users.yaml", "--auto-approve"],
  ])("is refused before %s calls anybody", async (...command) => {
    await onSmallStage(async ({ inProcess, org, read }) => {
      const run = await inProcess([...command, ...FLAGS]);
      expect(run).toMatchObject({ exit: 1, stdout: "" });
      expect(run.stderr).toMatch(
        /^error format-misfit\n {2}Cannot write .+ as gitlab-terraform.*\n {2}fix: /,
      );
      expect(org.log).toEqual([]);
      await expect(read("a.json")).rejects.toThrow();
    });
  });

  it("is refused by show once it knows the document", async () => {
    await onSmallStage(async ({ inProcess, read }) => {
      await inProcess(["drift", "-f", "users.yaml", "--write", "json=drift.json"]);
      const run = await inProcess(["show", "drift.json", ...FLAGS, "--write", "text=a.txt"]);
      expect(run).toMatchObject({ exit: 1, stdout: "" });
      expect(run.stderr).toContain("Cannot write a drift document as gitlab-terraform");
      await expect(read("a.txt")).rejects.toThrow();
    });
  });
});

describe("gus --annotate github", () => {
  it("marks lines on stderr, and leaves stdout to the document", async () => {
    await onSmallStage(async ({ gus, inProcess }) => {
      const flags = ["-f", "users.yaml", "--annotate", "github", "--format", "json", "--redact", "values"];
      for (const [command, run] of [
        ["plan", await gus(["plan", ...flags])],
        ["drift", await inProcess(["drift", ...flags])],
      ] as const) {
        expect(JSON.parse(run.stdout)).toMatchObject({ kind: command });
        expect(run.stderr).toContain("::notice file=users.yaml,line=3,title=ada@example.com%3A title::");
        expect(run.stderr).not.toContain("Secret");
      }
    });
  });

  it("marks what is wrong with definitions", async () => {
    await onSmallStage(async ({ inProcess, write }) => {
      await write("users.yaml", `${DEFINITIONS}  cay@example.com: { titel: Lead }\n`);
      for (const command of ["validate", "plan", "drift"]) {
        const run = await inProcess([command, "-f", "users.yaml", "--annotate", "github"]);
        expect(run.exit).toBe(1);
        expect(run.stderr).toContain("::error file=users.yaml,line=5,col=22,title=unknown-key::");
      }
    });
  });

  it("cannot share stderr with a log of events", async () => {
    await onSmallStage(async ({ inProcess, org }) => {
      const flags = ["--annotate", "github", "--log-format", "json"];
      const run = await inProcess(["plan", "-f", "users.yaml", ...flags]);
      expect(run.exit).toBe(1);
      expect(run.stderr).toContain("--log-format json wants nothing but events");
      expect(org.log).toEqual([]);
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
