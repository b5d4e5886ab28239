import type { Result } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import { type Block, fitted } from "./fit.ts";
import {
  callBlock,
  carefulBlocks,
  changeBlocks,
  hashBlock,
  headlineBlock,
  railBlock,
  remarkBlocks,
} from "./plan-markdown.ts";
import { adviceBlock, openBlock, resultHeadline, statusBlock } from "./result-markdown.ts";

/** The longest comment that GitHub takes, in characters ("body is too long (maximum is 65536 characters)"). */
export const LONGEST_COMMENT = 65_536;

/**
 * A plan or drift document as Markdown for a pull request. Totals, rails, careful changes and hash are never folded; when it
 * gets too long, details of updates go first and the number of rows left out is stated.
 */
export function renderPlanMarkdown(plan: Plan): string {
  return document([
    headlineBlock(plan),
    railBlock(plan),
    ...carefulBlocks(plan),
    ...remarkBlocks(plan),
    ...changeBlocks(plan),
    callBlock(plan),
    hashBlock(plan),
  ]);
}

/** What became of a plan, as Markdown. */
export function renderResultMarkdown(result: Result): string {
  return document([resultHeadline(result), statusBlock(result), adviceBlock(result), openBlock(result)]);
}

function document(blocks: readonly (Block | undefined)[]): string {
  return fitted(
    blocks.filter((block) => block !== undefined),
    LONGEST_COMMENT,
  );
}
