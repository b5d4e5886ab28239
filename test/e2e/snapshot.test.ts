import { describe, expect, it } from "vitest";
import type { Plan } from "../../src/index.ts";
import type { Run } from "../child.ts";
import { commit, git, write } from "./repository.ts";
import { onStage, type Stage, writesIn } from "./stage.ts";

const PARTS = {
  divisions: ["EMEA"],
  users: [
    { email: "ada@example.com", name: "Ada", title: "Agent", skills: { Billing: 3, Chat: 2 } },
    { email: "bob@example.com", name: "Bob", title: "Agent", manager: "ada@example.com" },
    { email: "cay@example.com", name: "Cay", title: "Agent", state: "inactive" as const },
  ],
};
const DEFINITIONS = `version: 1
users:
  ada@example.com: { title: Lead, division: EMEA, skills: { Billing: 5, Chat: 2 } }
  bob@example.com: { title: Lead, manager: null }
  cay@example.com: { state: active }
`;
/** A machine that knows nobody: neither where Genesys Cloud is nor who asks. */
const NOBODY = {
  GENESYSCLOUD_API_URL: undefined,
  GENESYSCLOUD_OAUTHCLIENT_ID: undefined,
  GENESYSCLOUD_OAUTHCLIENT_SECRET: undefined,
};
const PACE = ["--rate", "300/1s", "--settle", "0s"];

/** A stage with `users.yaml` and `live.json`; nothing was called after that unless a test did. */
async function onSavedStage(
  act: (stage: Stage, offline: Stage["gus"]) => Promise<void>,
  ...args: readonly string[]
): Promise<void> {
  await onStage({ parts: PARTS }, async (stage) => {
    await stage.write("users.yaml", DEFINITIONS);
    const taken = await stage.inProcess(["snapshot", "--out", "live.json", ...args]);
    expect(taken).toMatchObject({ exit: 0, stdout: "" });
    await act(stage, offlineOn(stage));
  });
}

/** `gus` on a machine that knows nobody, without a process of its own; fails if anybody is called. */
function offlineOn({ inProcess, org }: Stage): Stage["gus"] {
  return async (args) => {
    const before = org.log.length;
    const run = await inProcess(args, { env: NOBODY, bare: true });
    expect(org.log.length).toBe(before);
    return run;
  };
}

function expectRefused(run: Run, code: string): void {
  expect(run).toMatchObject({ exit: 1, stdout: "" });
  expect(run.stderr).toContain(`error ${code}\n`);
  expect(run.stderr).not.toMatch(/^\s+at /m);
}

const PLAN = ["plan", "-f", "users.yaml", "--snapshot", "live.json"];

describe.concurrent("gus snapshot", () => {
  it("keeps what is live for its owner alone, says how much that is, and writes nothing", async () => {
    await onStage({ parts: PARTS }, async ({ gus, org, mode, read }) => {
      const taken = await gus(["snapshot", "--out", "kept/live.json"]);
      expect(taken).toEqual({ exit: 0, stdout: "", stderr: "kept/live.json: 3 users, 18 fields each\n" });
      expect(await mode("kept/live.json")).toBe(0o600);
      expect(writesIn(org.log)).toEqual([]);
      const lines = (await read("kept/live.json")).split("\n");
      expect(lines.filter((line) => line.includes('"email":"bob@example.com"'))).toHaveLength(1);
    });
  });

  it("says what could not be read, with exit 3, and keeps it as unread", async () => {
    const addresses = [{ mediaType: "PHONE" as const, type: "WORK", display: "Reception" }];
    const users = [{ email: "ada@example.com", addresses }];
    await onStage({ parts: { users } }, async (stage) => {
      const taken = await stage.gus(["snapshot", "--out", "live.json"]);
      expect(taken.exit).toBe(3);
      expect(taken.stderr).toContain("For 1 user phones, sms and otherEmails are left unread, because");
      await stage.write("users.yaml", "version: 1\nusers: { ada@example.com: { phones: {} } }\n");
      const planned = await offlineOn(stage)(PLAN);
      expect(planned.exit).toBe(3);
      expect(planned.stdout).toContain("phones: the PHONE WORK contact has a shape");
    });
  });

  it("needs a path, and refuses to hide what would have to be planned from", async () => {
    await onStage({ parts: PARTS }, async ({ gus, org, inProcess }) => {
      expect((await inProcess(["snapshot"])).stderr).toContain("required option '--out <path>'");
      const redacted = await gus(["snapshot", "--out", "live.json", "--redact", "people"]);
      expectRefused(redacted, "usage");
      expect(redacted.stderr).toContain("--redact has no meaning for a snapshot");
      expectRefused(
        await inProcess(["snapshot", "--out", "live.json", "--without", "skils"]),
        "unknown-field",
      );
      expect(org.log).toEqual([]);
      expectRefused(await inProcess(["snapshot", "--out", "."]), "not-written");
    });
  });
});

describe.concurrent("gus plan --snapshot", () => {
  it("makes the plan of live users without a call or a credential, and says that it cannot be applied", async () => {
    await onSavedStage(async ({ gus, org, plan }) => {
      const live = await gus(["plan", "-f", "users.yaml", "--out", "from-live.json"]);
      const before = org.log.length;
      const offline = { env: NOBODY, bare: true };
      const saved = await gus([...PLAN, ...PACE, "--out", "plan.json"], offline);
      expect(org.log.length).toBe(before);
      expect(saved).toMatchObject({ exit: 0, stderr: "" });
      expect(saved.stdout).toMatch(/^From a snapshot taken .+ ago, cannot be applied\.$/m);
      const [of, from] = [await plan("from-live.json"), await plan("plan.json")];
      const { made: _made, planHash: _hash, applyable, source, ...same } = from;
      expect(of).toMatchObject({ ...same, applyable: true });
      expect(applyable).toBe(false);
      expect(source.snapshot).toEqual({ at: expect.stringMatching(/Z$/), toolVersion: "0.1.0" });
      expect(linesBelow(saved.stdout)).toEqual(linesBelow(live.stdout));
    });
  });

  it("makes a plan that apply refuses, and that approves the plan of live users", async () => {
    await onSavedStage(async ({ gus, inProcess, org, plan }, offline) => {
      await offline([...PLAN, "--out", "saved.json"]);
      const refused = await gus(["apply", "saved.json"]);
      expectRefused(refused, "plan-from-snapshot");
      expect(writesIn(org.log)).toEqual([]);
      await inProcess(["plan", "-f", "users.yaml", "--out", "plan.json"]);
      const { reviewHash } = await plan("saved.json");
      expect((await inProcess(["apply", "plan.json", "--approved", reviewHash])).exit).toBe(0);
      expect(org.user("ada@example.com").title).toBe("Lead");
    });
  });

  it("tells causes with a base, marks lines and writes every file, as for live users", async () => {
    await onSavedStage(async ({ dir, read }, offline) => {
      await git(dir, "init", "--quiet");
      await commit(dir, {
        "users.yaml": DEFINITIONS.replaceAll("Lead", "Agent"),
        ".gitignore": "*.json\n*.md\n",
      });
      await write(dir, { "users.yaml": DEFINITIONS });
      const more = [
        "--base",
        "HEAD",
        "--annotate",
        "github",
        "--write",
        "markdown=plan.md",
        "--format",
        "json",
      ];
      const run = await offline([...PLAN, ...more]);
      const { source, summary } = JSON.parse(run.stdout) as Plan;
      expect(source.base?.files).toHaveLength(1);
      expect(summary.byCause).toEqual({ pr: 2, drift: 4, both: 0 });
      expect(run.stderr).toContain("::notice file=users.yaml");
      const page = await read("plan.md");
      expect(page).toMatch(/^From a snapshot taken .+ ago, cannot be applied\.$/m);
      expect(page).not.toContain("gus apply");
    });
  });

  it("counts fields that the snapshot was taken without as unread, never as empty", async () => {
    await onSavedStage(
      async ({ plan }, offline) => {
        const run = await offline([...PLAN, "--out", "plan.json"]);
        expect(run.exit).toBe(3);
        const { unread, warnings, operations } = await plan("plan.json");
        expect(unread.map(({ email, field }) => `${email} ${field}`)).toEqual(["ada@example.com skills"]);
        expect(warnings).toMatchObject([
          { code: "snapshot-partial", message: expect.stringContaining("taken without skills") },
        ]);
        expect(operations.map(({ kind }) => kind)).not.toContain("merge-skills");
      },
      "--without",
      "skills",
    );
  });

  it("does not compare users that the snapshot was not taken of, and says whom", async () => {
    await onSavedStage(
      async ({ plan, write: put }, offline) => {
        const hidden = await offline([...PLAN, "--redact", "people", "--format", "json"]);
        expect(hidden.stdout).toContain("snapshot-partial");
        expect(hidden.stdout).not.toMatch(/\w@example\.com/);
        expect((await offline([...PLAN, "--out", "plan.json"])).exit).toBe(3);
        const { summary, warnings, users } = await plan("plan.json");
        expect(users.map(({ email }) => email)).toEqual(["bob@example.com"]);
        // Ada is known as Bob's manager, and nothing else of her.
        expect(summary.managed).toBe(2);
        expect(warnings[0]?.message).toBe(
          "The snapshot was taken of bob@* only, so 1 user of the definitions is not compared: cay@example.com",
        );
        const zoe = "  zoe@example.com: { title: Lead }\n";
        await put("before.yaml", `${DEFINITIONS}${zoe}`);
        await offline([...PLAN, "--base-definitions", "before.yaml", "--out", "plan.json"]);
        // Cay is asked for still, and what is live of her is not known; Zoe has left the definitions, whatever is live.
        expect((await plan("plan.json")).leaving?.map(({ email }) => email)).toEqual(["zoe@example.com"]);
        await put("users.yaml", "version: 1\nusers: { cay@example.com: { title: Lead } }\n");
        const nobody = await offline(PLAN);
        expectRefused(nobody, "nobody-selected");
        expect(nobody.stderr).toContain(
          "The snapshot was taken of bob@* only, and no user of the definitions is",
        );
      },
      "--select",
      "bob@*",
    );
  });

  it("says how old a snapshot is, and warns past a week", async () => {
    await onSavedStage(async ({ read, write: put }, offline) => {
      const aged = async (days: number) => {
        const at = new Date(Date.now() - days * 24 * 3600 * 1000).toISOString();
        await put("live.json", (await read("live.json")).replace(/"at":"[^"]+"/, `"at":"${at}"`));
        return (await offline(PLAN)).stdout;
      };
      expect(await aged(6)).not.toContain("snapshot-old");
      const old = await aged(9);
      expect(old).toContain("From a snapshot taken 9 days ago, cannot be applied.");
      expect(old).toContain("The snapshot is 9 days old");
    });
  });

  it("refuses flags about calls, and finds users missing from the snapshot alone", async () => {
    await onSavedStage(async ({ write: put }, offline) => {
      const misuse = await offline([...PLAN, "--region", "eu-west-1", "--timeout", "9s"]);
      expectRefused(misuse, "usage");
      expect(misuse.stderr).toContain(
        "--snapshot plans without a call, so --region and --timeout can have no effect",
      );
      await put("users.yaml", "version: 1\nusers: { zoe@example.com: { title: Lead } }\n");
      const missing = await offline(PLAN);
      expect(missing).toMatchObject({ exit: 1, stdout: "" });
      expect(missing.stderr).toContain(
        "Cannot find the live user of zoe@example.com: the snapshot does not show it",
      );
    });
  });
});

describe.concurrent("gus drift --snapshot", () => {
  it("shows what differed then", async () => {
    await onSavedStage(async ({ org }, offline) => {
      org.edit("bob@example.com", { title: "Lead" });
      const run = await offline([
        "drift",
        "-f",
        "users.yaml",
        "--snapshot",
        "live.json",
        "--select",
        "bob@*",
      ]);
      expect(run.exit).toBe(2);
      expect(run.stdout).toMatch(/^From a snapshot taken .+ ago\.$/m);
      expect(run.stdout).toContain('title: "Agent" → "Lead"');
    });
  });

  const DRIFT = ["drift", "-f", "users.yaml", "--snapshot", "live.json"];

  it("tells what is new since a drift document, and of users outside that they were not compared", async () => {
    await onSavedStage(
      async ({ gus, plan }, offline) => {
        await gus(["drift", "-f", "users.yaml", "--write", "json=drift.json"]);
        const run = await offline([...DRIFT, "--known", "drift.json", "--write", "json=now.json"]);
        expect(run.exit).toBe(3);
        const { differences, gone, notCompared = [] } = await plan("now.json");
        expect(differences.map(({ field, age }) => [field, age])).toEqual([
          ["title", "still-there"],
          ["manager", "still-there"],
        ]);
        expect(gone).toEqual([]);
        expect(notCompared.map(({ email, field, kind }) => [email, field, kind])).toEqual([
          ["ada@example.com", "division", "unread"],
          ["ada@example.com", "skills", "unread"],
          ["ada@example.com", "title", "unread"],
          ["cay@example.com", "state", "not-selected"],
        ]);
      },
      "--select",
      "bob@*",
    );
  });

  it.each([
    ["hides people", ["--redact", "people"], DEFINITIONS],
    [
      "calls users by other e-mails",
      [],
      DEFINITIONS.replace("cay@example.com: {", "kay@example.com: { previously: cay@example.com,"),
    ],
  ])("keeps known what it did not compare, where the document of before %s", async (_what, flags, text) => {
    await onSavedStage(
      async ({ inProcess, plan, write: put }, offline) => {
        await put("users.yaml", text);
        await inProcess(["drift", "-f", "users.yaml", "--write", "json=drift.json", ...flags]);
        await offline([...DRIFT, "--known", "drift.json", "--write", "json=drift.json", ...flags]);
        const { notCompared = [] } = await plan("drift.json");
        expect(notCompared.map(({ kind }) => kind)).not.toContain("not-managed");
        const again = ["drift", "-f", "users.yaml", "--known", "drift.json", "--write", "json=now.json"];
        await inProcess(again);
        expect((await plan("now.json")).differences.map(({ age }) => age)).not.toContain("new");
      },
      "--select",
      "bob@*",
    );
  });

  it("has nobody to ask who changed what", async () => {
    await onSavedStage(async (_stage, offline) => {
      expectRefused(await offline([...DRIFT, "--who"]), "usage");
    });
  });
});

describe.concurrent("a snapshot that is broken", () => {
  it("is refused with the place, whatever is wrong with it", async () => {
    await onSavedStage(async ({ read, write: put }, offline) => {
      const whole = await read("live.json");
      const lines = whole.split("\n");
      const bob = lines.findIndex((line) => line.includes('"email":"bob@example.com"')) + 1;
      const refusal = async (text: string, code: string, ...told: readonly string[]) => {
        await put("live.json", text);
        const run = await offline(PLAN);
        expect(run).toMatchObject({ exit: 1, stdout: "" });
        for (const line of [`error ${code}\n`, ...told]) expect(run.stderr).toContain(line);
        expect(run.stderr).not.toMatch(/^\s+at /m);
      };
      await refusal(
        lines.slice(0, bob).join("\n"),
        "snapshot-broken",
        `live.json:${bob}:`,
        "it ends too early",
      );
      await refusal("{}", "not-a-snapshot", "it is no snapshot");
      const newer = whole.replace('"formatVersion": "1.0"', '"formatVersion": "2.0"');
      await refusal(newer, "snapshot-format", "its format is 2.0, this gus reads 1.0");
      const wrong = lines.map((line, index) => (index === bob - 1 ? line.replace('"Agent"', "7") : line));
      const column = (wrong[bob - 1]?.indexOf('{"field":"title"') ?? 0) + 1;
      await refusal(
        wrong.join("\n"),
        "snapshot-broken",
        `live.json:${bob}:${column} error`,
        "(title) of bob@example.com",
      );
      expect((await offline(PLAN)).stderr).toContain('"value":"Bob"');
      const discreet = await offline([...PLAN, "--redact", "people"]);
      expect(discreet.stderr).toContain(`live.json:${bob}:${column} error snapshot-broken`);
      expect(discreet.stderr).not.toMatch(/bob|"field"/i);
      await put("live.json", wrong.join("\n").replace('"email":"bob@example.com"', '"email":"bob"'));
      for (const level of ["people", "values"]) {
        const unlike = await offline([...PLAN, "--redact", level]);
        expect(unlike.stderr).toContain("(title) of user 2: ");
        expect(unlike.stderr).not.toMatch(/bob/i);
      }
      expectRefused(await offline([...PLAN.slice(0, -1), "gone.json"]), "no-such-file");
    });
  });
});

/** All but what was made when, how it is called, and its hash. */
function linesBelow(stdout: string): readonly string[] {
  return stdout.split("\n").filter((line) => !/^(made|From a snapshot|plan hash)/.test(line));
}
