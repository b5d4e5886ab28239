import { describe, expect, it } from "vitest";
import { type ApplyCommandFlags, runApply } from "../../src/commands/apply.ts";
import type { Shell } from "../../src/commands/shell.ts";
import { Interrupted, systemEdges } from "../../src/index.ts";
import { DEFAULT_CLIENT } from "../../src/simulator/tokens.ts";
import { onStage, type Stage, writesIn } from "./stage.ts";

const PARTS = { users: [{ email: "ada@example.com", name: "Ada", title: "Agent" }] };

/** A terminal on which somebody gives this answer. */
function terminal({ dir, url }: Stage, ask: Shell["ask"], signal = new AbortController().signal) {
  const said = { out: "", err: "", questions: 0 };
  const shell: Shell = {
    edges: systemEdges({
      GENESYSCLOUD_API_URL: url,
      GENESYSCLOUD_OAUTHCLIENT_ID: DEFAULT_CLIENT.id,
      GENESYSCLOUD_OAUTHCLIENT_SECRET: DEFAULT_CLIENT.secret,
    }),
    cwd: dir,
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    stdoutColor: false,
    stderrColor: false,
    interactive: true,
    redraws: false,
    columns: 80,
    ask: (question) => {
      said.questions += 1;
      said.err += question;
      return ask(question);
    },
    signal,
  };
  return { shell, said };
}

const FLAGS: ApplyCommandFlags = {
  file: ["users.yaml"],
  format: "text",
  redact: "none",
  stateDir: ".gus",
  rate: { limit: 300, windowMs: 1000 },
};

async function onTerminal(
  ask: Shell["ask"],
  check: (exit: number, said: ReturnType<typeof terminal>["said"], stage: Stage) => void,
  definitions = "version: 1\nusers: { ada@example.com: { title: Lead } }\n",
): Promise<void> {
  await onStage({ parts: PARTS }, async (stage) => {
    await stage.write("users.yaml", definitions);
    const { shell, said } = terminal(stage, ask);
    check(await runApply(shell, undefined, FLAGS), said, stage);
  });
}

describe("runApply() on a terminal", () => {
  it("shows the plan, asks, and applies on yes", async () => {
    await onTerminal(
      async () => "yes\n",
      (exit, said, { org }) => {
        expect(exit).toBe(0);
        expect(said.err.indexOf('"Agent" → "Lead"')).toBeLessThan(
          said.err.indexOf("Apply these changes to Test Org?"),
        );
        expect(said.out).toContain("Apply complete");
        expect(org.user("ada@example.com").title).toBe("Lead");
      },
    );
  });

  it.each(["no", "", "y", "YES", "yes please"])("writes nothing and exits 1 on %j", async (reply) => {
    await onTerminal(
      async () => reply,
      (exit, said, { org }) => {
        expect(exit).toBe(1);
        expect(said).toMatchObject({ out: "", questions: 1 });
        expect(said.err).toContain("Not applied.");
        expect(writesIn(org.log)).toEqual([]);
      },
    );
  });

  it("does not ask when there is nothing to do", async () => {
    await onTerminal(
      async () => "yes",
      (exit, said) => expect([exit, said.questions]).toEqual([0, 0]),
      "version: 1\nusers: { ada@example.com: { title: Agent } }\n",
    );
  });

  it("exits 130 when the question is answered with Ctrl-C", async () => {
    await onStage({ parts: PARTS }, async (stage) => {
      await stage.write("users.yaml", "version: 1\nusers: { ada@example.com: { title: Lead } }\n");
      const interruption = new AbortController();
      const ask = async () => {
        interruption.abort(new Interrupted(130));
        throw interruption.signal.reason;
      };
      const { shell } = terminal(stage, ask, interruption.signal);
      expect(await runApply(shell, undefined, FLAGS)).toBe(130);
      expect(writesIn(stage.org.log)).toEqual([]);
    });
  });
});
