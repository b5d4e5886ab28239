import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { type ApplyCommandFlags, runApply } from "../../src/commands/apply.ts";
import { ask } from "../../src/commands/ask.ts";
import type { Shell } from "../../src/commands/shell.ts";
import { Interrupted } from "../../src/index.ts";
import { keepingShell } from "./in-process.ts";
import { onStage, type Run, type Stage, writesIn } from "./stage.ts";

const PARTS = { users: [{ email: "ada@example.com", name: "Ada", title: "Agent" }] };
const FLAGS: ApplyCommandFlags = {
  file: ["users.yaml"],
  format: "text",
  redact: "none",
  stateDir: ".gus",
  rate: { limit: 300, windowMs: 1000 },
};

interface Asked extends Run {
  /** What stood on stderr before each question. */
  readonly asked: readonly string[];
}

/** Runs `gus apply -f users.yaml` on a terminal on which somebody answers so. */
async function onTerminal(
  {
    title = "Lead",
    flags = {},
    ...terminal
  }: { readonly title?: string; readonly flags?: Partial<ApplyCommandFlags> } & Partial<
    Pick<Shell, "ask" | "signal">
  >,
  check: (run: Asked, stage: Stage) => void,
): Promise<void> {
  await onStage({ parts: PARTS }, async (stage) => {
    await stage.write("users.yaml", `version: 1\nusers: { ada@example.com: { title: ${title} } }\n`);
    const asked: string[] = [];
    const ask = async (question: string) => {
      asked.push(said.stderr);
      said.stderr += question;
      return terminal.ask?.(question) ?? "";
    };
    const { shell, said } = keepingShell(stage.dir, stage.env, { interactive: true, ...terminal, ask });
    const exit = await runApply(shell, undefined, { ...FLAGS, ...flags });
    check({ exit, asked, ...said }, stage);
  });
}

describe("runApply() on a terminal", () => {
  it("shows the plan, asks, and applies on yes", async () => {
    await onTerminal({ ask: async () => "yes\n" }, ({ exit, asked, stdout, stderr }, { org }) => {
      expect(exit).toBe(0);
      expect(asked).toHaveLength(1);
      expect(asked[0]).toContain('"Agent" → "Lead"');
      expect(stderr).toContain("Apply these changes to Test Org?");
      expect(stdout).toContain("Apply complete");
      expect(org.user("ada@example.com").title).toBe("Lead");
    });
  });

  it("shows the plan to whom it asks, also where stderr is a log", async () => {
    const flags = { logFormat: "json" } as const;
    await onTerminal({ flags, ask: async () => "no" }, ({ exit, asked, stderr }) => {
      expect(exit).toBe(1);
      expect(asked[0]).toMatch(/^\{"v":1,.*"event":"call"/);
      expect(asked[0]).toContain('"Agent" → "Lead"');
      expect(JSON.parse(stderr.trimEnd().split("\n").at(-1)?.split("accepted: ")[1] ?? "")).toMatchObject({
        event: "note",
        message: "Not applied.",
      });
    });
  });

  it.each(["no", "", "y", "YES", "yes please"])("writes nothing and exits 1 on %j", async (reply) => {
    await onTerminal({ ask: async () => reply }, ({ exit, asked, stdout, stderr }, { org }) => {
      expect([exit, asked.length, stdout]).toEqual([1, 1, ""]);
      expect(stderr).toContain("Not applied.");
      expect(writesIn(org.log)).toEqual([]);
    });
  });

  it("does not ask when there is nothing to do", async () => {
    await onTerminal({ title: "Agent" }, ({ exit, asked }) => {
      expect([exit, asked.length]).toEqual([0, 0]);
    });
  });

  it("exits 130 when the question is answered with Ctrl-C", async () => {
    const { signal, abort } = interruptible();
    const ask = async () => {
      abort();
      throw signal.reason;
    };
    await onTerminal({ ask, signal }, ({ exit }, { org }) => {
      expect(exit).toBe(130);
      expect(writesIn(org.log)).toEqual([]);
    });
  });
});

describe("ask()", () => {
  const terminal = () => ({
    input: new PassThrough(),
    output: Object.assign(new PassThrough(), { isTTY: true, columns: 80 }),
  });

  it("resolves to the line that is typed", async () => {
    const streams = terminal();
    const { signal, abort } = interruptible();
    const reply = ask("Well? ", { ...streams, signal, interrupt: abort });
    streams.input.write("yes\n");
    expect(await reply).toBe("yes");
  });

  it("takes Ctrl-C for an interruption and not for an answer", async () => {
    const streams = terminal();
    const { signal, abort } = interruptible();
    const reply = ask("Well? ", { ...streams, signal, interrupt: abort });
    streams.input.write("\u0003");
    await expect(reply).rejects.toThrow();
    expect(signal.reason).toBeInstanceOf(Interrupted);
  });
});

function interruptible() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort(new Interrupted(130)) };
}
