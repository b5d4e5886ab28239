import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "../../src/simulator/tokens.ts";
import { commit, git } from "../e2e/repository.ts";
import { type LocalOrg, withLocalOrg } from "../local-org.ts";
import { makeProject, type Project } from "./project.ts";

/** The client of plans and drift, which could not write if it wanted to, and the one that applies. */
export const READER: Client = {
  id: "reader",
  secret: "reader-secret",
  permissions: ["directory:user:view", "routing:skill:view"],
};
export const WRITER: Client = { id: "writer", secret: "writer-secret" };

export const PARTS = {
  users: [
    { email: "ada@example.com", name: "Ada Lovelace", title: "Agent", skills: { Fax: 3 } },
    { email: "bob@example.com", name: "Bob Byron", title: "Agent" },
    { email: "cay@example.com", name: "Cay Clark", title: "Agent" },
  ],
};

/** Definitions that give these users a title. */
export function definitions(title: string): string {
  const entries = PARTS.users.map(({ email }) => `  ${email}: { title: ${title} }`);
  return ["version: 1", "users:", ...entries, ""].join("\n");
}

/** The variables, or secrets, by which a job becomes a client. */
export function secretsOf({ id, secret }: Client): Readonly<Record<string, string>> {
  return { GENESYSCLOUD_OAUTHCLIENT_ID: id, GENESYSCLOUD_OAUTHCLIENT_SECRET: secret };
}

/** Puts a file of definitions on a new branch `change`. */
export async function commitChange(home: string, text: string): Promise<void> {
  await git(home, "checkout", "--quiet", "-B", "change", "main");
  await commit(home, { [FILE]: text });
}

/** Merges the branch `change` into `main` on the server; answers what `main` was, and is. */
export async function mergeChange(home: string): Promise<{ readonly before: string; readonly sha: string }> {
  const before = await git(home, "rev-parse", "main");
  await git(home, "checkout", "--quiet", "main");
  await git(home, "merge", "--quiet", "--no-ff", "--no-edit", "change");
  await git(home, "push", "--quiet", "origin", "main");
  return { before, sha: await git(home, "rev-parse", "main") };
}

export const FILE = "definitions/users.yaml";

export interface CiStage {
  readonly local: LocalOrg;
  readonly project: Project;
  /** A folder for what a CI system keeps. */
  readonly kept: string;
}

/** A local org whose users are as the branch main of a project says. */
export async function onCiStage(act: (stage: CiStage) => Promise<void>): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "gus-ci-"));
  try {
    await withLocalOrg({ parts: PARTS, clients: [READER, WRITER] }, async (local) => {
      const project = await makeProject(dir, { [FILE]: definitions("Agent") });
      await act({ local, project, kept: join(dir, "kept") });
    });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
