import type { Fault } from "../../src/simulator/faults.ts";
import type { LogEntry } from "../../src/simulator/org.ts";
import { DEFAULT_CLIENT } from "../../src/simulator/tokens.ts";
import { withUdpListener } from "../udp-listener.ts";
import { onStage, type Stage } from "./stage.ts";

export const EMAILS = ["ada", "bob", "cay", "dan"].map((name) => `${name}@example.com`);
const PARTS = {
  users: EMAILS.map((email) => ({ email, name: `${email.slice(0, 3)} Lovelace`, title: "Title before" })),
};
const DEFINITIONS = `version: 1\nusers:\n${EMAILS.map((email) => `  ${email}: { title: Title wanted }\n`).join("")}`;
export const UPDATE = { method: "PATCH", route: "/api/v2/users/{userId}", nth: 1 } as const;

/** ada becomes held, bob is put off by a 429, cay is written again after a 503, dan after somebody else; a read fails once. */
const TROUBLE: readonly Fault[] = [
  {
    ...UPDATE,
    user: "ada@example.com",
    kind: "second-writer",
    when: "before",
    edit: { title: "Title third" },
  },
  { ...UPDATE, user: "bob@example.com", kind: "throttle", retryAfter: { form: "missing" } },
  { ...UPDATE, user: "cay@example.com", kind: "failure", status: 503 },
  {
    ...UPDATE,
    user: "dan@example.com",
    kind: "second-writer",
    when: "before",
    edit: { department: "Sales" },
  },
  { method: "GET", route: "/api/v2/organizations/me", nth: 1, kind: "failure", status: 502 },
];

export interface Scene extends Stage {
  /** Where a listener is. */
  readonly target: string;
  /** What it got. */
  readonly sent: () => Promise<readonly string[]>;
  /** What the org was asked since the plan was made. */
  readonly calls: () => readonly LogEntry[];
}

/** A plan is made, and its application will meet every trouble. */
export async function inTrouble(act: (scene: Scene) => Promise<void>): Promise<void> {
  await withUdpListener(async ({ port, lines: sent }) => {
    await onStage({ parts: PARTS }, async (stage) => {
      await stage.planned(DEFINITIONS);
      stage.org.faults.add(...TROUBLE);
      const made = stage.org.log.length;
      await act({
        ...stage,
        target: `127.0.0.1:${port}`,
        sent,
        calls: () => stage.org.log.slice(made),
      });
    });
  });
}

/** Tokens, the client's secret, and every value that a body or an answer holds. */
export function secretsOf(calls: readonly LogEntry[]): readonly string[] {
  const tokens = calls.flatMap(({ token }) => (token ? [token] : []));
  return [...tokens, DEFAULT_CLIENT.secret, "Title before", "Title wanted", "Title third", "Sales"];
}
