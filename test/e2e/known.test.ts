import { describe, expect, it } from "vitest";
import type { Plan } from "../../src/index.ts";
import { idOf } from "../../src/simulator/build.ts";
import { blocksOf } from "./problem-blocks.ts";
import { onStage, type Stage } from "./stage.ts";

const PARTS = {
  users: [
    { email: "ada@example.com", name: "Ada", title: "Boss", department: "Care" },
    { email: "bob@example.com", name: "Bob", title: "Agent", department: "Sales" },
  ],
};

const DEFINITIONS = `version: 1
users:
  ada@example.com: { title: Agent, department: Care }
  bob@example.com: { title: Agent, department: Care }
`;

async function onDriftStage(act: (stage: Stage) => Promise<void>): Promise<void> {
  await onStage({ parts: PARTS }, async (stage) => {
    await stage.write("users.yaml", DEFINITIONS);
    await act(stage);
  });
}

const DRIFT = ["drift", "-f", "users.yaml"];
/** What a nightly job runs: the document of the night before is replaced by this one's. */
const NIGHTLY = [...DRIFT, "--known", "drift.json", "--fail-on", "new", "--write", "json=drift.json"];

function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1) ?? "";
}

function codesIn(stderr: string): readonly string[] {
  return blocksOf(stderr)
    .map(({ code }) => code)
    .toSorted();
}

/** `ada@example.com title new`. */
function ages({ differences, users }: Plan): readonly string[] {
  const emails = new Map(users.map(({ id, email }) => [id, email]));
  return differences.map(({ userId, field, age }) => `${emails.get(userId)} ${field} ${age}`);
}

describe.concurrent("gus drift --known --fail-on new", () => {
  it("fails for each difference once, night after night", async () => {
    await onDriftStage(async ({ org, gus, plan }) => {
      const first = await gus(NIGHTLY);
      expect(first).toMatchObject({ exit: 2, stderr: "" });
      expect(first.stdout).toContain(
        "known-missing\n    There is no drift.json yet, so every difference counts as new",
      );
      expect(lastLine(first.stdout)).toBe(
        "2 new, 0 still there, 0 gone. 2 users differ from the definitions (of 2 managed).",
      );
      const second = await gus(NIGHTLY);
      expect(second).toMatchObject({ exit: 0, stderr: "" });
      expect(second.stdout).not.toContain("known-missing");
      org.edit("ada@example.com", { title: "Chief" });
      org.edit("bob@example.com", { department: "Care", title: "Lead" });
      const third = await gus(NIGHTLY);
      expect(third.exit).toBe(2);
      expect(third.stdout).toContain('~ title: "Chief" → "Agent" (was "Boss")');
      expect(third.stdout).toContain(
        'Gone: 1 field of 1 user\n  bob@example.com  department: "Sales" → "Care"\n',
      );
      expect(lastLine(third.stdout)).toMatch(/^1 new, 1 still there, 1 gone\. 2 users differ/);
      expect(ages(await plan("drift.json"))).toEqual([
        "ada@example.com title still-there",
        "bob@example.com title new",
      ]);
      org.edit("ada@example.com", { title: "Agent" });
      org.edit("bob@example.com", { title: "Agent" });
      const last = await gus([...NIGHTLY, "--redact", "people"]);
      expect(last.exit).toBe(0);
      expect(lastLine(last.stdout)).toBe(
        "0 new, 0 still there, 2 gone. No drift. Live users match the definitions.",
      );
      expect(last.stdout).toContain(idOf("user", "ada@example.com"));
      expect(last.stdout).not.toContain("ada@example.com");
    });
  });

  it("knows drift from a document in which people are hidden, and fails for any unless told otherwise", async () => {
    await onDriftStage(async ({ inProcess, plan }) => {
      await inProcess([...DRIFT, "--redact", "people", "--write", "json=night.json"]);
      const known = ["--known", "night.json"];
      const any = await inProcess([...DRIFT, ...known]);
      expect([any.exit, lastLine(any.stdout)]).toEqual([
        2,
        expect.stringMatching(/^0 new, 2 still there, 0 gone\./),
      ]);
      const one = await inProcess([...DRIFT, ...known, "--select", "bob@*", "--write", "json=bob.json"]);
      expect(lastLine(one.stdout)).toMatch(/^0 new, 1 still there, 0 gone, 1 not compared\./);
      expect((await plan("bob.json")).notCompared).toMatchObject([{ field: "title", kind: "not-selected" }]);
    });
  });

  it("names who is as asked again, also where the known document hides people", async () => {
    await onDriftStage(async ({ org, inProcess }) => {
      await inProcess([...DRIFT, "--redact", "people", "--write", "json=night.json"]);
      org.edit("bob@example.com", { department: "Care" });
      const run = await inProcess([...DRIFT, "--known", "night.json"]);
      expect(run.stdout).toContain("Gone: 1 field of 1 user\n  bob@example.com  department\n");
      const hidden = await inProcess([...DRIFT, "--known", "night.json", "--redact", "people"]);
      expect(hidden.stdout).toContain(`  ${idOf("user", "bob@example.com")}  department\n`);
      expect(hidden.stdout).not.toContain("bob@example.com");
    });
  });

  it("does not take what could not be read for gone", async () => {
    await onStage({ parts: PARTS }, async ({ org, write, inProcess, plan }) => {
      await write(
        "users.yaml",
        "version: 1\nusers: { ada@example.com: { certifications: [PCI], title: Boss } }\n",
      );
      expect((await inProcess(NIGHTLY)).exit).toBe(2);
      org.faults.add({ kind: "partial-expand", expand: "certifications" });
      const run = await inProcess(NIGHTLY);
      expect([run.exit, lastLine(run.stdout)]).toEqual([
        3,
        expect.stringContaining("0 gone, 1 not compared."),
      ]);
      expect((await plan("drift.json")).notCompared).toMatchObject([
        { field: "certifications", kind: "unread" },
      ]);
    });
  });

  it("tells all that is wrong with what is known and with the rest at once, before any call", async () => {
    await onDriftStage(async ({ org, write, inProcess }) => {
      await write("users.yaml", "version: 1\nusers: { ada@example.com: { titel: Agent } }\n");
      await write("broken.json", "{");
      const both = await inProcess([...DRIFT, "--known", "broken.json"]);
      expect([both.exit, codesIn(both.stderr)]).toEqual([1, ["not-a-plan", "unknown-key"]]);
      const folder = await inProcess([...DRIFT, "--known", ".", "--base", "nowhere"]);
      expect([folder.exit, codesIn(folder.stderr)]).toEqual([1, ["base-no-repository", "no-such-file"]]);
      const alone = await inProcess([...DRIFT, "--fail-on", "new"]);
      expect([alone.exit, alone.stderr]).toEqual([1, expect.stringContaining("Add --known PATH")]);
      expect(org.log).toEqual([]);
    });
  });

  it.each<readonly [path: string, found: unknown]>([
    ["made.at", 5],
    ["made.at", "yesterday"],
    ["org.name", undefined],
    ["org.id", 5],
    ["users.0.email", 5],
    ["differences.0", null],
    ["differences.0.key", {}],
    ["differences.0.key", "x"],
    ["differences.0.before", [[1]]],
    ["differences.0.after", undefined],
    ["notCompared.0.before", [{}]],
    ["notCompared.0.kind", 5],
  ])("refuses a redacted document whose %s is %j", async (path, found) => {
    await onDriftStage(async ({ inProcess, read, write, org }) => {
      await inProcess([...DRIFT, "--redact", "values", "--write", "json=night.json"]);
      const document = JSON.parse(await read("night.json"));
      document.notCompared = [{ ...document.differences[0], email: "cay@example.com", kind: "unread" }];
      const steps = path.split(".");
      const holder = steps.slice(0, -1).reduce((at, step) => at[step], document);
      holder[steps.at(-1) ?? ""] = found;
      await write("night.json", JSON.stringify(document));
      const calls = org.log.length;
      const run = await inProcess([...DRIFT, "--known", "night.json"]);
      expect(run).toMatchObject({ exit: 1, stdout: "" });
      expect(codesIn(run.stderr)).toEqual(["not-drift"]);
      const member = path.replace(/\.(\d+)/g, "[$1]");
      expect(run.stderr).toContain(`its member "${member}" is missing or of the wrong type`);
      expect(org.log).toHaveLength(calls);
    });
  });

  it("refuses a plan, a document that somebody changed, and one of another organisation", async () => {
    await onDriftStage(async ({ inProcess, write, read }) => {
      await inProcess([...DRIFT, "--write", "json=night.json"]);
      await inProcess(["plan", "-f", "users.yaml", "--out", "plan.json"]);
      const night = await read("night.json");
      await write("changed.json", night.replace("Boss", "Chief"));
      const own = JSON.parse(night) as Plan;
      const hidden = { ...own, redacted: "values" };
      await write("other.json", JSON.stringify({ ...hidden, org: { ...own.org, id: "elsewhere" } }));
      await write("odd.json", JSON.stringify({ ...hidden, differences: [{ field: 1 }] }));
      await write(
        "whose.json",
        JSON.stringify({ ...hidden, notCompared: [{ userId: "x", field: "title" }] }),
      );
      await write("who.json", JSON.stringify({ ...hidden, users: [null] }));
      const codeOf = async (name: string) => {
        const run = await inProcess([...DRIFT, "--known", name]);
        return [run.exit, ...codesIn(run.stderr)];
      };
      expect(await codeOf("plan.json")).toEqual([1, "not-drift"]);
      expect(await codeOf("changed.json")).toEqual([1, "plan-changed"]);
      expect(await codeOf("other.json")).toEqual([1, "known-of-other-org"]);
      for (const odd of ["odd.json", "whose.json", "who.json"])
        expect(await codeOf(odd)).toEqual([1, "not-drift"]);
    });
  });
});
