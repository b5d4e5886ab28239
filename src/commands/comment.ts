import { readFile } from "node:fs/promises";
import { readApproved } from "../forge/approved.ts";
import { keepDriftIssue } from "../forge/drift-issue.ts";
import type { Forge } from "../forge/forge.ts";
import { ForgeError } from "../forge/forge-error.ts";
import { forgeProblem } from "../forge/forge-problem.ts";
import { openForge } from "../forge/open-forge.ts";
import { patiently } from "../forge/patience.ts";
import { type Posted, postSticky } from "../forge/sticky.ts";
import { type Errand, type Where, type WhereFlags, whereFrom } from "../forge/where.ts";
import type { ExitCode } from "../model/exit.ts";
import { bad, type Checked, good } from "../model/problem.ts";
import { interruption } from "../pipeline/answer.ts";
import { type Document, readDocument } from "../pipeline/show.ts";
import { driftTitle } from "../review/drift-title.ts";
import { markerOf } from "../review/marker.ts";
import { usersWithChanges } from "../review/totals.ts";
import { commentBody } from "./comment-body.ts";
import { complain, say, usageProblem, warn } from "./complain.ts";
import { readText, redact } from "./documents.ts";
import type { OutputFlags } from "./flags/output.ts";
import type { Shell } from "./shell.ts";

export interface CommentFlags extends WhereFlags, Pick<OutputFlags, "redact"> {
  readonly on: "pull-request" | "issue";
  readonly readApproved?: boolean;
  readonly bestEffort?: boolean;
}

/** Tells a document in the one comment or issue that is about it, or reads what was approved from there. */
export async function runComment(
  shell: Shell,
  file: string | undefined,
  flags: CommentFlags,
): Promise<ExitCode> {
  const read = file === undefined ? undefined : await readText(shell, file);
  const document = read?.ok ? readDocument(read.value, file ?? "") : read;
  if (document && !document.ok) return complain(shell, document);
  const misuse = misuseOf(document?.value, flags);
  if (misuse) return complain(shell, usageProblem(...misuse));
  const where = whereFrom(flags, errandOf(flags), shell.edges.env, await eventOf(shell));
  const shown = document && redact(document.value, flags);
  const done = where.ok ? await atForge(shell, where.value, shown, flags) : where;
  if (done.ok) return 0;
  if (flags.bestEffort) {
    warn(shell, done.problems);
    return 0;
  }
  return complain(shell, { ...done, exit: interruption(shell.signal) ?? 1 });
}

function errandOf({ on, readApproved }: CommentFlags): Errand {
  if (readApproved) return "read";
  return on === "issue" ? "issue" : "comment";
}

function misuseOf(document: Document | undefined, flags: CommentFlags): [string, string] | undefined {
  const { on, readApproved: reads, bestEffort } = flags;
  if (reads && on === "issue") return ["An approval is of a pull request", "Leave out --on issue"];
  if (reads && bestEffort) return ["--read-approved needs an answer", "Leave out --best-effort"];
  if (!reads && !document) return ["There is nothing to tell", "Name a document that gus wrote"];
  if (reads && document && document.kind !== "plan")
    return [`A ${document.kind} document is not approved`, "Name a plan, or none"];
  if (on === "issue" && document?.kind !== "drift")
    return [
      "An issue is about drift",
      "Name a document made by `gus drift --write json=PATH`, or leave out --on",
    ];
  return undefined;
}

/** What GitHub tells of why a job runs. Without it, flags and other variables have to say enough. */
async function eventOf({ edges }: Shell): Promise<unknown> {
  const path = edges.env.GITHUB_EVENT_PATH;
  if (!path) return undefined;
  return readFile(path, "utf8")
    .then(JSON.parse)
    .catch(() => undefined);
}

async function atForge(
  shell: Shell,
  where: Where,
  document: Document | undefined,
  flags: CommentFlags,
): Promise<Checked<void>> {
  try {
    const forge = await openForge(where, shell.edges, shell.signal);
    const act = () =>
      flags.readApproved ? read(shell, forge, where, document) : tell(shell, forge, where, document, flags);
    return await patiently(act, shell.edges.clock, shell.signal);
  } catch (error) {
    if (error instanceof ForgeError) return bad([forgeProblem(error, where, errandOf(flags))]);
    if (!shell.signal.aborted) throw error;
    return bad([{ code: "interrupted", message: "Interrupted", fix: "Run it again" }]);
  }
}

async function read(
  shell: Shell,
  forge: Forge,
  where: Where,
  document: Document | undefined,
): Promise<Checked<void>> {
  const number = await numberOf(forge, where);
  if (!number.ok) return number;
  const approval = await readApproved(forge, number.value, document && markerOf(document));
  if (!approval.ok) return approval;
  shell.out(`${approval.value}\n`);
  return good(undefined);
}

async function tell(
  shell: Shell,
  forge: Forge,
  where: Where,
  document: Document | undefined,
  flags: CommentFlags,
): Promise<Checked<void>> {
  if (!document) return good(undefined);
  const body = commentBody(document, where.forge);
  if (flags.on === "issue" && document.kind === "drift") {
    const { complete } = document;
    const drifted = usersWithChanges(document) > 0;
    const report = { marker: markerOf(document), title: driftTitle(document), body, drifted, complete };
    return posted(shell, "issue", await keepDriftIssue(forge, report));
  }
  const number = await numberOf(forge, where);
  if (!number.ok) return number;
  return posted(shell, "comment", await postSticky(forge, number.value, markerOf(document), body));
}

/** On merge a job runs for a commit, not for a pull request. */
async function numberOf(forge: Forge, { number, commit, repo }: Where): Promise<Checked<number>> {
  const [merged] = number === undefined && commit !== undefined ? await forge.mergedBy(commit) : [];
  const found = number ?? merged;
  if (found !== undefined) return good(found);
  const message = `Cannot tell which pull request of ${repo} this is about: no merged one brought commit ${commit}`;
  return bad([{ code: "no-pull-request", message, fix: "Name it with --number" }]);
}

function posted(shell: Shell, thing: "issue" | "comment", { what, url }: Posted): Checked<void> {
  say(shell, what === "nothing" ? "No drift, and no issue about it." : `The ${thing} is ${what}.`);
  if (url !== undefined) shell.out(`${url}\n`);
  return good(undefined);
}
