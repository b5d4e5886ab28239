import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { callsOf, onStage, writesIn } from "./stage.ts";

const PARTS = {
  divisions: ["EMEA"],
  users: [
    { email: "ada@example.com", name: "Ada", title: "Agent", skills: { Billing: 3 }, division: "EMEA" },
    { email: "bob@example.com", name: "Bob", title: "Agent", state: "inactive" as const },
  ],
};
const DEFINITIONS = `version: 1
profiles: { lead: { title: Lead } }
users:
  ada@example.com: { profiles: [lead], skills: { Billing: 5 } }
  bob@example.com: { profiles: [lead] }
`;

/** Every way to read, and how it ends. */
const READING: readonly (readonly [line: string, exit: number])[] = [
  ["plan -f users.yaml", 0],
  ["plan -f users.yaml --detailed-exitcode --select ada@*", 2],
  ["drift -f users.yaml --format json", 2],
  ["drift -f users.yaml --known none.json --who", 2],
  ["doctor -f users.yaml", 0],
  ["export", 0],
  ["export --dir out", 0],
  ["snapshot --out live.json", 0],
  ["show plan.json", 0],
];
const OFFLINE: readonly (readonly [line: string, exit: number])[] = [
  ["validate -f users.yaml", 0],
  ["explain ada@example.com -f users.yaml", 0],
  ["explain ada@example.com skills.Billing -f users.yaml", 0],
  ["schema", 0],
  ["schema plan", 0],
  ["schema result", 0],
  ["schema snapshot", 0],
  ["schema checkup", 0],
  ["show plan.json --format markdown", 0],
  ["init --ci github", 0],
];

describe("commands that read", () => {
  it("write nothing, and make no other calls than reads and those for a token", async () => {
    await onStage({ parts: PARTS }, async ({ org, planned, gus }) => {
      await planned(DEFINITIONS);
      const runs = READING.map(async ([line]) => [line, (await gus(line.split(" "))).exit]);
      expect(await Promise.all(runs)).toEqual(READING);
      expect(org.applied).toEqual([]);
      expect(writesIn(org.log)).toEqual([]);
      const kinds = new Set(callsOf(org.log).filter((call) => !call.startsWith("GET ")));
      expect([...kinds].toSorted()).toEqual([
        "DELETE /api/v2/tokens/me 200",
        "POST /api/v2/audits/query/realtime 200",
        "POST /api/v2/users/search 200",
        "POST /oauth/token 200",
      ]);
    });
  });

  it.concurrent.each(OFFLINE)(
    "`gus %s` makes no call at all and needs no credentials",
    async (line, exit) => {
      await onStage({ parts: PARTS }, async ({ org, planned, inProcess }) => {
        await planned(DEFINITIONS);
        const before = org.log.length;
        const env = {
          GENESYSCLOUD_API_URL: undefined,
          GENESYSCLOUD_OAUTHCLIENT_ID: undefined,
          GENESYSCLOUD_OAUTHCLIENT_SECRET: undefined,
        };
        const run = await inProcess(line.split(" "), { env });
        expect(run).toMatchObject({ exit, stderr: "" });
        expect(run.stdout).not.toBe("");
        expect(org.log).toHaveLength(before);
      });
    },
  );
});

describe("gus explain", () => {
  it("shows each value with the file and line that asked for it", async () => {
    await onStage({ parts: PARTS }, async ({ write, inProcess }) => {
      await write("users.yaml", DEFINITIONS);
      const run = await inProcess(["explain", "ADA@example.com", "-f", "users.yaml"]);
      expect(run.stdout).toMatch(/title +"Lead" +users\.yaml:2 +profile lead/);
      expect(run.stdout).toMatch(/skills\.Billing +5 +users\.yaml:4 +user/);
      const unknown = await inProcess(["explain", "adda@example.com", "-f", "users.yaml"]);
      expect(unknown.exit).toBe(1);
      expect(unknown.stderr).toContain("Did you mean ada@example.com?");
      const begun = await inProcess(["explain", "Ada", "-f", "users.yaml"]);
      expect(begun.stderr).toContain("Did you mean ada@example.com?");
      const nobody = await inProcess(["explain", "zoe", "-f", "users.yaml"]);
      expect(nobody.stderr).toContain("Check the address");
    });
  });
});

describe("gus export --dir", () => {
  it("writes definitions that plan to nothing, for their owner alone, and spares what somebody wrote", async () => {
    await onStage({ parts: PARTS }, async ({ dir, mode, read, write, inProcess }) => {
      expect((await inProcess(["export", "--dir", "out"])).exit).toBe(0);
      const names = (await readdir(join(dir, "out"))).toSorted();
      expect(names).toEqual(["emea.yaml", "home.yaml"]);
      for (const name of names) expect(await mode(join("out", name))).toBe(0o600);
      const again = await inProcess(["plan", "-f", "out", "--detailed-exitcode"]);
      expect(again.exit).toBe(0);

      const before = await read("out/emea.yaml");
      expect((await inProcess(["export", "--dir", "out"])).exit).toBe(0);
      expect(await read("out/emea.yaml")).toBe(before);
      await write("out/emea.yaml", "# mine\n");
      const refused = await inProcess(["export", "--dir", "out"]);
      expect(refused.exit).toBe(1);
      expect(refused.stderr).toContain("--force");
      expect(await read("out/emea.yaml")).toBe("# mine\n");
    });
  });
});

describe("gus --select", () => {
  it("plans, shows and exports only users whose e-mail matches", async () => {
    await onStage({ parts: PARTS }, async ({ write, inProcess, plan }) => {
      await write("users.yaml", DEFINITIONS);
      await inProcess([
        "plan",
        "-f",
        "users.yaml",
        "--select",
        "b*",
        "--select",
        "nobody@*",
        "--out",
        "plan.json",
      ]);
      const { operations, selection } = await plan("plan.json");
      expect(operations.flatMap(({ users }) => users.map(({ email }) => email))).toEqual(["bob@example.com"]);
      expect(selection).toEqual(["b*", "nobody@*"]);
      const exported = await inProcess(["export", "--select", "ada@*"]);
      expect(exported.stdout).toContain("ada@example.com:");
      expect(exported.stdout).not.toContain("bob@example.com:");
    });
  });
});
