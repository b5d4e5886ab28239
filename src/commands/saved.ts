import { listed } from "../model/figures.ts";
import type { Redaction } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import { type Answer, answer } from "../pipeline/answer.ts";
import { readSnapshot } from "../pipeline/snapshot.ts";
import { hideAddresses } from "../review/hide-addresses.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { readText } from "./documents.ts";
import type { ConnectionFlags } from "./flags/connection.ts";
import type { SnapshotFlags } from "./flags/snapshot.ts";
import type { Shell } from "./shell.ts";

interface CallFlags extends ConnectionFlags {
  readonly who?: boolean;
}

/** Flags about calls that a plan from a snapshot does not make. Those that tell how long an apply would take keep their meaning. */
const ABOUT_CALLS: Readonly<Partial<Record<keyof CallFlags, string>>> = {
  apiUrl: "--api-url",
  loginUrl: "--login-url",
  region: "--region",
  budget: "--budget",
  reserve: "--reserve",
  timeout: "--timeout",
  retries: "--retries",
  retry429: "--retry-429",
  retry5xx: "--retry-5xx",
  who: "--who",
};

/** What is wrong with how the flags go together: a message and a fix. */
export function snapshotMisuse(
  flags: SnapshotFlags & Partial<CallFlags>,
): readonly [string, string] | undefined {
  if (flags.snapshot === undefined) return undefined;
  const given = Object.entries(ABOUT_CALLS).filter(([name]) => flags[name as keyof CallFlags] !== undefined);
  if (given.length === 0) return undefined;
  const names = listed(given.map(([, flag]) => flag));
  return [
    `--snapshot plans without a call, so ${names} can have no effect`,
    `Leave out --snapshot, or ${names}`,
  ];
}

/** The snapshot that the flags name; undefined when they name none. */
export async function snapshotFrom(
  shell: Shell,
  { snapshot: path, redact }: SnapshotFlags & { readonly redact: Redaction },
): Promise<Answer<Snapshot | undefined>> {
  if (path === undefined) return answer(undefined);
  const text = await readText(shell, path);
  const read = text.ok ? readSnapshot(text.value, path, { nameless: redact !== "none" }) : text;
  return read.ok ? read : { ...read, problems: hidden(read.problems, redact) };
}

/** Lines of definitions may be shown where they are wrong; those of a snapshot are live values and people. */
function hidden(problems: readonly Problem[], level: Redaction): readonly Problem[] {
  if (level === "none") return problems;
  const bare = problems.map(({ at, ...problem }) => ({ ...problem, ...(at ? { at: withoutText(at) } : {}) }));
  return level === "people" ? hideAddresses(bare, []) : bare;
}

function withoutText({ text: _text, ...place }: NonNullable<Problem["at"]>): NonNullable<Problem["at"]> {
  return place;
}
