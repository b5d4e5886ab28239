import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { idOf } from "../../src/simulator/build.ts";
import { onStage, type Stage, writesIn } from "./stage.ts";

const PARTS = {
  divisions: ["EMEA", "APAC"],
  skills: ["Billing", "Chat"],
  languages: ["English"],
  users: [
    { email: "ada@example.com", name: "Ada", title: "Agent", skills: { Billing: 2, Chat: 1 } },
    { email: "bob@example.com", name: "Bob", department: "Sales", state: "inactive" },
    { email: "cay@example.com", name: "Cay", languages: { English: 3 } },
    // Somebody has to keep what others lose.
    { email: "dee@example.com", name: "Dee", skills: { Chat: 3 } },
  ],
} as const;
const DEFINITIONS = `version: 1
users:
  ada@example.com: { title: Lead, division: APAC, skills: { Billing: 4, Chat: null } }
  bob@example.com: { department: Care, state: active, phones: { WORK: "+34910000000" } }
  cathy@example.com: { previously: cay@example.com, languages: { English: 5 } }
`;

/** Applies the definitions. Answers the run's id. */
async function appliedRun(stage: Stage): Promise<string> {
  await stage.planned(DEFINITIONS);
  expect((await stage.inProcess(["apply", "plan.json", "--report", "report.json"])).exit).toBe(0);
  return (await stage.result("report.json")).run;
}

function usersOf({ org }: Stage) {
  return org.users().map(({ version: _version, ...user }) => user);
}

describe.concurrent("gus rollback", () => {
  it("plans the way back, which apply goes like any other plan", async ({ expect }) => {
    await onStage({ parts: PARTS }, async (stage) => {
      const before = usersOf(stage);
      await stage.planned(DEFINITIONS);
      // One call after the other, so that the lines of the journal have their order.
      const flags = ["--report", "report.json", "--concurrency", "1"];
      const applied = await stage.gus(["apply", "plan.json", ...flags]);
      const { run } = await stage.result("report.json");
      const after = usersOf(stage);
      expect(applied.stderr).toBe(`To undo: gus rollback ${run} --out rollback.json\n`);

      const back = await stage.gus(["rollback", run, "--out", "rollback.json"]);
      expect(back.exit).toBe(0);
      expect(back.stderr).toBe("");
      const text = back.stdout.replaceAll(run, "RUN").replace(/made \S+/, "made TIME");
      await expect(text.replaceAll(/(hash +)[0-9a-f]+/g, "$1HASH")).toMatchFileSnapshot(
        "golden/rollback.txt",
      );
      expect(await stage.mode("rollback.json")).toBe(0o600);
      expect(usersOf(stage)).toEqual(after);

      const { reviewHash } = await stage.plan("rollback.json");
      const undone = ["apply", "rollback.json", "--approved", reviewHash, "--report", "undone.json"];
      expect((await stage.gus(undone)).exit).toBe(0);
      expect(usersOf(stage)).toEqual(before);
      expect((await stage.result("undone.json")).run).not.toBe(run);
      const again = await stage.inProcess(["rollback", run, "--detailed-exitcode"]);
      expect(again).toMatchObject({ exit: 0 });
      expect(again.stdout).toContain("Nothing to roll back: live users are as before the run.");
    });
  });

  it("leaves alone what somebody changed since, and brings the rest back", async () => {
    await onStage({ parts: PARTS }, async (stage) => {
      const { divisionId } = stage.org.user("ada@example.com");
      const run = await appliedRun(stage);
      stage.org.edit("ada@example.com", { title: "CEO" });
      const back = await stage.inProcess(["rollback", run, "--out", "rollback.json"]);
      expect(back.exit).toBe(0);
      expect(back.stdout).toContain(
        'title: somebody changed it since\n    base     "Lead"\n    live     "CEO"\n    desired  "Agent"\n',
      );
      expect((await stage.inProcess(["apply", "rollback.json"])).exit).toBe(0);
      expect(stage.org.user("ada@example.com")).toMatchObject({ title: "CEO", divisionId });
    });
  });

  it("exits 3 when something cannot be brought back, and so does the apply of that plan", async () => {
    await onStage({ parts: PARTS }, async (stage) => {
      const run = await appliedRun(stage);
      const gone = idOf("skill", "Chat");
      stage.watch(({ path }) => {
        if (!path.startsWith("/api/v2/routing/skills")) return undefined;
        const entities = [{ id: idOf("skill", "Billing"), name: "Billing", state: "active" }];
        const body = JSON.stringify({ entities, total: 1, pageCount: 1, pageNumber: 1, pageSize: 500 });
        return { status: 200, headers: { "Content-Type": "application/json" }, body, delayMs: 0 };
      });
      const back = await stage.inProcess(["rollback", run, "--out", "rollback.json"]);
      expect(back.exit).toBe(3);
      expect(back.stdout).toContain("skills.Chat: Chat is gone, not active, or hidden from this client");
      const plan = await stage.plan("rollback.json");
      expect(plan.complete).toBe(false);
      expect(plan.notUndone).toMatchObject([{ key: { id: gone }, kind: "impossible", desired: 1 }]);
      expect((await stage.inProcess(["apply", "rollback.json"])).exit).toBe(3);
      expect(stage.org.user("ada@example.com").title).toBe("Agent");
    });
  });

  it("takes a part of the users with --select, and is held by the same rails", async () => {
    await onStage({ parts: PARTS }, async (stage) => {
      const run = await appliedRun(stage);
      const some = ["rollback", run, "--select", "ada@*", "--format", "json"];
      const selected = JSON.parse((await stage.inProcess(some)).stdout);
      expect(selected.users.map(({ email }: { readonly email: string }) => email)).toEqual([
        "ada@example.com",
      ]);
      const nobody = await stage.inProcess(["rollback", run, "--select", "eve@*"]);
      expect(nobody).toMatchObject({ exit: 1, stdout: "" });
      const railed = await stage.inProcess(["rollback", run, "--max-changes", "2", "--out", "rollback.json"]);
      expect(railed.exit).toBe(4);
      expect((await stage.inProcess(["apply", "rollback.json"])).exit).toBe(4);
      const accepted = ["rollback", run, "--max-changes", "2", "--accept", "change=3"];
      expect((await stage.inProcess(accepted)).exit).toBe(0);
    });
  });

  it("turns back the part of a run that was killed, and says that it was", async () => {
    await onStage({ parts: PARTS }, async (stage) => {
      const before = usersOf(stage);
      await stage.planned(DEFINITIONS);
      const { child, ended } = stage.start(["apply", "plan.json", "--concurrency", "1"]);
      let writes = 0;
      stage.watch(({ method, path }) => {
        const isWrite = method !== "GET" && path.startsWith("/api/v2/users/") && !path.includes("/search");
        if (isWrite && ++writes === 3) child.kill("SIGKILL");
        return undefined;
      });
      await ended;
      stage.watch(() => undefined);
      const [run = ""] = (await readdir(join(stage.dir, ".gus/runs"))).map((name) => name.slice(0, 36));
      const journal = `.gus/runs/${run}.ndjson`;
      const earlier = (time: string) => new Date(Date.parse(time) - 60_000).toISOString();
      await stage.write(
        journal,
        (await stage.read(journal)).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, earlier),
      );
      const back = await stage.inProcess(["rollback", run, "--out", "rollback.json"]);
      expect(back.exit).toBe(0);
      expect(back.stdout).toContain("run-not-ended");
      expect(writesIn(stage.org.log)).toHaveLength(3);
      expect((await stage.inProcess(["apply", "rollback.json"])).exit).toBe(0);
      expect(usersOf(stage)).toEqual(before);
    });
  });

  it.each([
    ["a run that is not there", "00000000-0000-4000-8000-000000000000", "unknown-run"],
    ["a path", "../plan", "unknown-run"],
  ])("refuses %s", async (_what, run, code) => {
    await onStage({ parts: PARTS }, async (stage) => {
      const known = await appliedRun(stage);
      const refused = await stage.inProcess(["rollback", run]);
      expect(refused).toMatchObject({ exit: 1, stdout: "" });
      expect(refused.stderr).toContain(`error ${code}`);
      expect(refused.stderr).toContain(known);
    });
  });

  it("refuses a run of another organisation", async () => {
    await onStage({ parts: PARTS }, async (stage) => {
      const run = await appliedRun(stage);
      stage.watch(({ path }) => {
        if (!path.startsWith("/api/v2/organizations/me")) return undefined;
        const headers = { "Content-Type": "application/json" };
        return { status: 200, headers, body: '{"id":"other","name":"Other"}', delayMs: 0 };
      });
      const refused = await stage.inProcess(["rollback", run, "--out", "rollback.json"]);
      expect(refused).toMatchObject({ exit: 5, stdout: "" });
      expect(refused.stderr).toContain("error plan-of-other-org");
    });
  });

  it("refuses a journal that is broken, and names the line", async () => {
    await onStage({ parts: PARTS }, async (stage) => {
      const run = await appliedRun(stage);
      const journal = `.gus/runs/${run}.ndjson`;
      const [first, ...rest] = (await stage.read(journal)).split("\n");
      await stage.write(journal, [first, "{", ...rest].join("\n"));
      const refused = await stage.inProcess(["rollback", run]);
      expect(refused).toMatchObject({ exit: 1, stdout: "" });
      expect(refused.stderr).toContain("error journal-broken");
      expect(refused.stderr).toContain(`${run}.ndjson:2`);
    });
  });
});
