import type { Plan, Redaction } from "../model/plan.ts";
import { approvalOf } from "../pipeline/approval.ts";
import type { Document } from "../pipeline/show.ts";
import {
  LONGEST_COMMENT,
  LONGEST_NOTE,
  renderPlanMarkdown,
  renderResultMarkdown,
} from "../review/markdown.ts";
import { redactPlan, redactResult } from "../review/redact.ts";

/** A document as Markdown for a comment, with hidden marks of what is approved for whom. */
export function commentBody(document: Document, forge: "github" | "gitlab", level: Redaction): string {
  const longest = forge === "gitlab" ? LONGEST_NOTE : LONGEST_COMMENT;
  if (document.kind === "result") return renderResultMarkdown(redactResult(document, level), longest);
  const shown = redactPlan(document, level);
  return renderPlanMarkdown(shown, longest, approvalFor(shown));
}

/** Marks of single users would let a reader try out which hidden values fit them. */
function approvalFor(plan: Plan): string {
  return plan.redacted === "none" ? approvalOf(plan) : plan.reviewHash;
}
