import { describe, expect, it } from "vitest";
import { FORMATS } from "../../src/review/formats.ts";
import { misfitOf } from "../../src/review/misfit.ts";
import { KINDS, type Kind } from "../../src/review/renderers.ts";
import { elementIn } from "../review/xml.ts";
import { DEFINITIONS, onSmallStage } from "./small-stage.ts";

describe("gus --write of all formats at once", () => {
  /** A file for each format that holds such a document, named after both. */
  function flagsFor(kind: Kind): readonly string[] {
    const fitting = FORMATS.filter((format) => misfitOf(format, kind) === undefined);
    return fitting.flatMap((format) => ["--write", `${format}=${kind}.${format}`]);
  }

  it.each(["none", "people"])("tells the same in each, with --redact %s", async (level) => {
    await onSmallStage(async ({ inProcess: gus, read }) => {
      const redacted = ["--redact", level];
      const reading = ["-f", "users.yaml", ...redacted];
      expect((await gus(["validate", "-f", "users.yaml", ...flagsFor("findings")])).exit).toBe(0);
      expect((await gus(["plan", ...reading, ...flagsFor("plan")])).exit).toBe(0);
      expect((await gus(["drift", ...reading, ...flagsFor("drift")])).exit).toBe(2);
      expect((await gus(["apply", "--auto-approve", ...reading, ...flagsFor("result")])).exit).toBe(0);
      const { planHash } = JSON.parse(await read("plan.json"));
      expect(await read("plan.github-output")).toContain(`\nplan-hash=${planHash}\n`);
      expect(await read("plan.github-summary")).toContain(planHash);
      expect(JSON.parse(await read("plan.gitlab-terraform"))).toEqual({ create: 0, update: 2, delete: 0 });
      for (const kind of ["plan", "drift"])
        expect(JSON.parse(await read(`${kind}.gitlab-codequality`))).toMatchObject([
          { check_name: "gus/change-title", location: { path: "users.yaml", lines: { begin: 3 } } },
          { check_name: "gus/change-title", location: { path: "users.yaml", lines: { begin: 4 } } },
        ]);
      const [suite] = elementIn(await read("result.junit")).children;
      expect(suite?.attributes).toMatchObject({ tests: "2", failures: "0", errors: "0", skipped: "0" });
      expect(await read("result.github-output")).toContain("\napplied=2\n");
      const texts = KINDS.flatMap((kind) => flagsFor(kind).filter((_flag, index) => index % 2 === 1));
      const everything = await Promise.all(texts.map((flag) => read(flag.split("=")[1] ?? "")));
      // Any letters may stand in the hashes of a page's script and stylesheet.
      const told = everything.join("\n").replaceAll(/sha256-[\w+/]+/g, "");
      if (level === "people") expect(told).not.toMatch(/ada|bob|secret/i);
      else expect(told).toContain("ada@example.com");
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

  it("is refused by validate, which holds problems alone", async () => {
    await onSmallStage(async ({ inProcess }) => {
      const run = await inProcess(["validate", "-f", "users.yaml", "--write", "text=a.txt"]);
      expect(run).toMatchObject({ exit: 1, stdout: "" });
      expect(run.stderr).toContain("Cannot write what is found wrong with definitions as text");
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
    await onSmallStage(async ({ inProcess, read, write }) => {
      await write("users.yaml", `${DEFINITIONS}  cay@example.com: { titel: Lead }\n`);
      for (const command of ["validate", "plan", "drift"]) {
        const flags = ["-f", "users.yaml", "--annotate", "github"];
        const report = ["--write", `gitlab-codequality=${command}.json`];
        const run = await inProcess([command, ...flags, ...report]);
        expect(run.exit).toBe(1);
        expect(JSON.parse(await read(`${command}.json`))).toMatchObject([
          { check_name: "gus/unknown-key", severity: "major", location: { lines: { begin: 5 } } },
        ]);
        expect(run.stderr).toContain("::error file=users.yaml,line=5,col=22,title=unknown-key::");
      }
    });
  });

  it("reports definitions without a fault as such, and nothing of them when something else is at fault", async () => {
    await onSmallStage(async ({ inProcess, read }) => {
      const flags = ["-f", "users.yaml", "--write"];
      await inProcess(["validate", ...flags, "gitlab-codequality=valid.json"]);
      expect(await read("valid.json")).toBe("[]\n");
      const env = { GENESYSCLOUD_OAUTHCLIENT_SECRET: undefined, GENESYSCLOUD_ACCESS_TOKEN: undefined };
      const run = await inProcess(["plan", ...flags, "gitlab-codequality=plan.json"], { env });
      expect(run.exit).toBe(1);
      await expect(read("plan.json")).rejects.toThrow();
    });
  });

  it("hides whom a problem names", async () => {
    await onSmallStage(async ({ inProcess, read, write }) => {
      await write("users.yaml", `${DEFINITIONS}  "nobody@example.com": { title: Lead }\n`);
      const flags = ["--annotate", "github", "--write", "gitlab-codequality=a.json", "--redact", "people"];
      const run = await inProcess(["plan", "-f", "users.yaml", ...flags]);
      expect(run.exit).toBe(1);
      expect(run.stderr).toContain("::error file=users.yaml,line=5,");
      const annotations = run.stderr.split("\n").filter((line) => line.startsWith("::"));
      expect(annotations.join() + (await read("a.json"))).not.toContain("nobody@");
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
