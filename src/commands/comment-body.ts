import type { Plan } from "../model/plan.ts";
import { approvalOf } from "../pipeline/approval.ts";
import type { Document } from "../pipeline/show.ts";
import {
  LONGEST_COMMENT,
  LONGEST_NOTE,
  renderPlanMarkdown,
  renderResultMarkdown,
} from "../review/markdown.ts";

/** A document as Markdown for a comment, with hidden marks of what is approved for whom. */
export function commentBody(shown: Document, forge: "github" | "gitlab"): string {
  const longest = forge === "gitlab" ? LONGEST_NOTE : LONGEST_COMMENT;
  if (shown.kind === "result") return renderResultMarkdown(shown, longest);
  return renderPlanMarkdown(shown, longest, approvalFor(shown));
}

/** Marks of single users would let a reader try out which hidden values fit them. */
function approvalFor(plan: Plan): string {
  return plan.redacted === "none" ? approvalOf(plan) : plan.reviewHash;
}
