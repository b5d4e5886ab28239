import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { onStage, type Stage, writesIn } from "./stage.ts";

const PARTS = { users: [{ email: "ada@example.com", name: "Ada", title: "Agent" }] };
const DEFINITIONS = "version: 1\nusers: { ada@example.com: { title: Lead } }\n";

async function onSmallStage(act: (stage: Stage) => Promise<void>): Promise<void> {
  await onStage({ parts: PARTS }, async (stage) => {
    await stage.write("users.yaml", DEFINITIONS);
    await act(stage);
  });
}

/** Arguments, and what stderr says of them. */
type Mistake = readonly [line: string, said: string];

const MISTAKES: readonly Mistake[] = [
  ["plna", "unknown command 'plna'"],
  ["plan --colour", "unknown option '--colour'"],
  ["plan users.yaml", "too many arguments"],
  ["plan -f", "argument missing"],
  ["plan -f users.yaml --format text --format json", "'--format' is given twice"],
  ["plan -f users.yaml --out a.json --out b.json", "'--out' is given twice"],
  ["apply -f users.yaml --auto-approve --auto-approve", "'--auto-approve' is given twice"],
  ["plan --format yaml", "Allowed choices are text, json, markdown"],
  ["plan --write plan.json", "Wanted: FORMAT=PATH"],
  ["plan --write pdf=plan.pdf", "Wanted: FORMAT=PATH"],
  ["plan --redact all", "Allowed choices are none, values, people"],
  ["plan --accept everything=1", "Wanted: RULE=N"],
  ["plan --accept change=many", "Wanted: a whole number"],
  ["plan --max-changes -1", "Wanted: a whole number"],
  ["plan --rate fast", "Wanted: a whole number"],
  ["plan --rate 300/60", "Wanted: a duration"],
  ["plan --budget 120%", "Wanted: a share"],
  ["plan --burst 0", "Wanted: a whole number"],
  ["plan --concurrency 9", "from 1 to 8"],
  ["plan --timeout 30", "Wanted: a duration"],
  ["plan --retries lots", "Wanted: a whole number"],
  ["plan --retry-429 2s", "Wanted: a range"],
  ["plan --retry-5xx 30s..2s", "whose first end is the smaller one"],
  ["plan --settle soon", "Wanted: a duration"],
  ["plan --strict-pins", "unknown option '--strict-pins'"],
  ["drift --accept change=1", "unknown option '--accept'"],
  ["apply plan.json -f users.yaml", "A plan file is applied as it stands"],
  ["apply plan.json --select *", "A plan file is applied as it stands"],
  ["apply plan.json --accept change=1", "A plan file is applied as it stands"],
  ["apply plan.json --max-changes 5", "A plan file is applied as it stands"],
  ["apply plan.json --out other.json", "A plan file is applied as it stands"],
  ["apply plan.json -f users.yaml", "fix: Leave out --file; it belongs to `gus plan`"],
  ["apply plan.json --out x --max-changes 0", "fix: Leave out --max-changes and --out; they belong to"],
  ["apply plan.json --resume x", "--resume goes on with the plan that the run kept"],
  ["apply --resume x --select *", "--resume goes on with the plan that the run kept"],
  ["apply --resume ../plan.json", 'There is no run "../plan.json" in'],
  ["apply a.json b.json", "too many arguments"],
  ["apply nowhere.json", "there is no such file"],
  ["apply users.yaml", "users.yaml: it is no JSON"],
  ["show users.yaml", "`gus drift --write json=PATH` or `gus apply --report`"],
  ["drift -f users.yaml --known users.yaml", "users.yaml: it is no JSON"],
  ["apply --max-age 1", "Wanted: a duration"],
  ["apply -f users.yaml", "there is no terminal"],
  ["plan -f nowhere.yaml", "nowhere.yaml"],
  ["plan --region eu-west-7 -f users.yaml", "no Genesys Cloud region"],
  ["plan --api-url http://api.mypurecloud.ie -f users.yaml", "plain http"],
  ["plan --login-url http://192.0.2.1 -f users.yaml", "plain http"],
];

/** Of each kind of mistake one, as a process. */
const SAMPLE: readonly Mistake[] = [
  ["plna", "unknown command 'plna'"],
  ["plan --colour", "unknown option '--colour'"],
  ["plan -f users.yaml --format text --format json", "'--format' is given twice"],
  ["plan --rate fast", "Wanted: a whole number"],
  ["apply plan.json -f users.yaml", "A plan file is applied as it stands"],
  ["apply -f users.yaml", "there is no terminal"],
  ["apply nowhere.json", "there is no such file"],
  ["plan --api-url http://api.mypurecloud.ie -f users.yaml", "plain http"],
];

describe("gus", () => {
  it.concurrent.each([
    ...SAMPLE.map((mistake) => [...mistake, "gus"] as const),
    ...MISTAKES.map((mistake) => [...mistake, "inProcess"] as const),
  ])("stops at `gus %s` before any call: %s (%s)", async (line, said, how) => {
    await onSmallStage(async (stage) => {
      const run = await stage[how](line.split(" "), { bare: true });
      expect(run).toMatchObject({ exit: 1, stdout: "" });
      expect(run.stderr).toContain(said);
      expect(run.stderr).not.toMatch(/^\s+at /m);
      expect(stage.org.log).toEqual([]);
    });
  });

  it("shows its commands and exit codes with --help", async () => {
    await onSmallStage(async ({ gus }) => {
      const run = await gus(["--help"]);
      expect(run).toMatchObject({ exit: 0, stderr: "" });
      for (const command of ["validate", "plan", "apply", "show", "drift", "export", "explain", "schema"])
        expect(run.stdout).toMatch(new RegExp(`^  ${command}\\b`, "m"));
      expect(run.stdout).toMatch(/^ {2}143 /m);
    });
  });
});

describe("gus simulate", () => {
  it("says that a port is taken, and how to have a free one", async () => {
    await onSmallStage(async ({ gus, url }) => {
      const run = await gus(["simulate", "--users", "10", "--port", new URL(url).port]);
      expect(run).toMatchObject({ exit: 1, stdout: "" });
      expect(run.stderr).toContain(`Cannot listen on ${new URL(url).host}: the port is taken`);
      expect(run.stderr).toContain("fix: Leave out --port");
      expect(run.stderr).not.toMatch(/^\s+at /m);
    });
  });
});

describe("gus and files that cannot be written", () => {
  it("plan says so and exits 1, with the plan on stdout nevertheless", async () => {
    await onSmallStage(async ({ dir, inProcess, read }) => {
      await mkdir(join(dir, "taken"));
      const copies = ["--out", "taken", "--write", "markdown=users.yaml/plan.md", "--write", "text=plan.txt"];
      const run = await inProcess(["plan", "-f", "users.yaml", ...copies]);
      expect(run.exit).toBe(1);
      expect(run.stderr).toContain("Cannot write taken: it is a folder");
      expect(run.stderr).toContain("Cannot write users.yaml/plan.md: part of the path is a file");
      expect(run.stderr).not.toMatch(/^\s+at /m);
      expect(await read("plan.txt")).toBe(run.stdout);
    });
  });

  it("apply tells what the run came to although its report cannot be written, and exits 3", async () => {
    await onSmallStage(async ({ dir, org, gus }) => {
      await mkdir(join(dir, "taken"));
      const run = await gus(["apply", "-f", "users.yaml", "--auto-approve", "--report", "taken"]);
      expect(run.exit).toBe(3);
      expect(run.stdout).toContain("Apply complete");
      expect(run.stderr).toContain("Cannot write taken: it is a folder");
      expect(writesIn(org.log)).toHaveLength(1);
    });
  });

  it("apply -f writes nothing to Genesys when the plan cannot be kept", async () => {
    await onSmallStage(async ({ dir, org, inProcess }) => {
      await mkdir(join(dir, "taken"));
      const run = await inProcess(["apply", "-f", "users.yaml", "--auto-approve", "--out", "taken"]);
      expect(run.exit).toBe(1);
      expect(run.stderr).toContain("Cannot write taken: it is a folder");
      expect(writesIn(org.log)).toEqual([]);
    });
  });

  it("export says so and exits 1", async () => {
    await onSmallStage(async ({ inProcess }) => {
      const run = await inProcess(["export", "--dir", "users.yaml"]);
      expect(run.exit).toBe(1);
      expect(run.stderr).toContain("Cannot write users.yaml: part of the path is a file");
      expect(run.stderr).not.toMatch(/^\s+at /m);
    });
  });

  it("goes on when nobody reads its stdout", async () => {
    await onSmallStage(async ({ start, org, result }) => {
      const { child, ended } = start([
        "apply",
        "-f",
        "users.yaml",
        "--auto-approve",
        "--report",
        "report.json",
      ]);
      child.stdout?.destroy();
      const run = await ended;
      expect(run.exit).toBe(0);
      expect(run.stderr).not.toContain("EPIPE");
      expect(await result("report.json")).toMatchObject({ exitCode: 0 });
      expect(org.user("ada@example.com").title).toBe("Lead");
    });
  });
});
