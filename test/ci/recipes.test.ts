import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { EXIT } from "../../src/model/exit.ts";
import { duration } from "../../src/model/notation.ts";
import { namesIn, tableOf } from "../docs/pages.ts";
import { type GithubJob, pipeline, RECIPES, recipe, workflow } from "./recipes.ts";

const WORKFLOWS = (["plan", "apply", "drift"] as const).map((name) => [name, workflow(name)] as const);
const JOBS = WORKFLOWS.flatMap(([name, { jobs }]) =>
  Object.entries(jobs).map(([job, told]) => [`${name} ${job}`, told] as const),
);
const GITLAB = Object.entries(pipeline().jobs);
const INSTALL = "npm ci --ignore-scripts";
/** One call of the gus that is installed; what it prints may go to a file. */
const ONE_CALL = /^npx --no gus (?:(?!npx|;|&&|\|).)+$/;

const linesOf = ({ steps }: GithubJob) => steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
const permissions = (name: string) => JOBS.find(([job]) => job === name)?.[1].permissions;

describe("a workflow of GitHub Actions", () => {
  it.each(JOBS)("%s installs gus from the lockfile, and then makes one call of it a step", (_name, job) => {
    const [install, ...calls] = linesOf(job);
    expect(install).toBe(INSTALL);
    expect(calls.filter((line) => !ONE_CALL.test(line))).toEqual([]);
  });

  it.each(WORKFLOWS)("%s has no right but those of its jobs, and is never there twice", (_name, told) => {
    expect(told.permissions).toEqual({});
    expect(told.concurrency.group).toMatch(/^gus-/);
  });

  it("writes comments and issues where it has to, and nothing else", () => {
    expect(permissions("plan validate")).toEqual({ contents: "read" });
    expect(permissions("plan plan")).toEqual({ contents: "read", "pull-requests": "write" });
    expect(permissions("apply plan")).toEqual({ contents: "read", "pull-requests": "read" });
    expect(permissions("apply apply")).toEqual({ contents: "read", "pull-requests": "write" });
    expect(permissions("drift drift")).toEqual({ contents: "read", issues: "write" });
  });

  it.each(JOBS)(
    "%s keeps no credentials of git, and shows secrets to no step but those that call Genesys",
    (_name, job) => {
      expect(job.env).toBeUndefined();
      for (const { uses = "", with: input, run = "", env = {} } of job.steps) {
        if (uses.startsWith("actions/checkout@"))
          expect(input).toMatchObject({ "persist-credentials": false });
        if (uses !== "") expect(uses).toMatch(/^actions\/[\w-]+@v\d+$/);
        const secret = JSON.stringify(env).includes("secrets.");
        expect([run, secret]).toEqual([run, /gus (plan|apply|drift) /.test(run)]);
      }
    },
  );

  it("does not stop an apply for the next one, and lets only it hold the client that writes", () => {
    const { concurrency, jobs } = workflow("apply");
    expect(concurrency).toEqual({ group: "gus-apply", "cancel-in-progress": false, queue: "max" });
    const held = JOBS.filter(([, { environment }]) => environment !== undefined).map(([name]) => name);
    expect(held).toEqual(["apply apply"]);
    expect(linesOf(jobs.apply as GithubJob).join("\n")).toContain("--approved");
  });
});

describe("the pipeline of GitLab CI", () => {
  it.each(GITLAB)("%s makes one call of gus a line", (_name, { script, after_script: after = [] }) => {
    expect([...script, ...after].filter((line) => !ONE_CALL.test(line))).toEqual([]);
  });

  it("installs gus from the lockfile", () => {
    expect(pipeline().before).toEqual([INSTALL]);
  });

  it("applies one at a time, and lets only that job hold the client that writes", () => {
    const held = GITLAB.filter(
      ([, job]) => job.environment !== undefined || job.resource_group !== undefined,
    );
    expect(held.map(([name]) => name)).toEqual(["apply"]);
  });

  it.each(GITLAB)("%s shows what it keeps to developers only", (_name, { artifacts }) => {
    if (artifacts) expect(artifacts.access).toBe("developer");
  });
});

describe("every recipe that applies", () => {
  const deadline = (lines: readonly string[]) =>
    duration(/--deadline (\S+)/.exec(lines.join("\n"))?.[1] ?? "");

  it("ends before its job is ended", () => {
    const github = workflow("apply").jobs.apply as GithubJob;
    expect(deadline(linesOf(github))).toBeLessThan(github["timeout-minutes"] * 60_000);
    const { apply } = pipeline().jobs;
    expect(deadline(apply?.script ?? [])).toBeLessThan(duration(apply?.timeout ?? ""));
  });
});

describe("docs/ci", () => {
  it("says what to do on every exit code that a job may meet", () => {
    const codes = tableOf("docs/ci/README.md", "Exit").map(([code]) => Number(code));
    expect(codes).toEqual(
      Object.values(EXIT)
        .map(({ code }) => code)
        .filter((code) => code < 130),
    );
  });

  it.each([
    ["docs/ci/github-actions.md", "github"],
    ["docs/ci/gitlab-ci.md", "gitlab"],
    ["docs/ci/cron.md", "cron"],
  ] as const)("%s has a row for each file of its recipe", (page, folder) => {
    const rows = tableOf(page, "File").flatMap(([name = ""]) => namesIn(name));
    expect(rows.toSorted()).toEqual(readdirSync(join(RECIPES, folder)).toSorted());
  });

  it("names the same variables in the recipes as gus reads", () => {
    const all = ["github/gus-plan.yml", "github/gus-apply.yml", "github/gus-drift.yml"]
      .map(recipe)
      .join("\n");
    const names = new Set(all.match(/GENESYSCLOUD_\w+/g));
    expect([...names].toSorted()).toEqual([
      "GENESYSCLOUD_OAUTHCLIENT_ID",
      "GENESYSCLOUD_OAUTHCLIENT_SECRET",
      "GENESYSCLOUD_REGION",
    ]);
  });
});
