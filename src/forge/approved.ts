import { bad, type Checked, good, type Problem } from "../model/problem.ts";
import { marksOf } from "../review/marker.ts";
import type { Entry, Forge } from "./forge.ts";
import { beginsWith } from "./sticky.ts";

interface Approval {
  readonly entry: Entry;
  readonly marker: string;
  readonly reviewHash: string;
  readonly approval: string;
}

/**
 * What our own comment on a pull request says was approved: a reviewHash, with marks of each user where there was room. Comments of others are never looked at, whatever they say, and
 * neither is one of ours that somebody changed. `marker` says which plan, where several are reviewed in one pull request.
 */
export async function readApproved(forge: Forge, request: number, marker?: string): Promise<Checked<string>> {
  const found = (await forge.ownComments(request)).flatMap(approvalIn);
  const wanted = marker === undefined ? found : found.filter(({ entry }) => beginsWith(entry.body, marker));
  const hashes = new Set(wanted.map(({ marker: plan, reviewHash }) => `${plan} ${reviewHash}`));
  const [first] = wanted;
  if (!first) return bad([nothingApproved(request, found.length > 0)]);
  if (hashes.size > 1) return bad([several(request, wanted)]);
  const editors = await Promise.all(wanted.map(({ entry }) => forge.changedBy(request, entry.id)));
  const editor = editors.find((one) => one !== undefined);
  return editor === undefined ? good(first.approval) : bad([tampered(first.entry, editor)]);
}

function approvalIn(entry: Entry): readonly Approval[] {
  const marks = marksOf(entry.body);
  return marks?.approved ? [{ entry, marker: marks.marker, ...marks.approved }] : [];
}

function nothingApproved(request: number, ofOthers: boolean): Problem {
  const which = ofOthers ? "for this plan" : "of a plan";
  return {
    code: "no-approval",
    message: `Pull request ${request} has no comment of ours ${which}, so nothing was approved with it`,
    fix: "Have the job of the pull request run `gus comment PLAN.json` with the same token owner, then approve again",
  };
}

function several(request: number, found: readonly Approval[]): Problem {
  const plans = [...new Set(found.map(({ marker }) => marker.slice("<!-- gus:".length, -" -->".length)))];
  return {
    code: "several-approvals",
    message: `Pull request ${request} has several comments of ours with different plans (${plans.join("; ")})`,
    fix: "Name the plan that is to be applied: gus comment PLAN.json --read-approved",
  };
}

function tampered({ url }: Entry, editor: string): Problem {
  return {
    code: "comment-changed",
    message: `Cannot trust ${url}: ${editor} changed it after it was posted`,
    fix: "Have the job of the pull request run again, and approve what it shows",
  };
}
