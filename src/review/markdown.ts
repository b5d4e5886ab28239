import type { Result } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import { type Block, fitted } from "./fit.ts";
import { type Fold, FOLDED } from "./fold.ts";
import {
  callBlock,
  carefulBlocks,
  changeBlocks,
  hashBlock,
  headlineBlock,
  leavingBlocks,
  railBlock,
  remarkBlocks,
} from "./plan-markdown.ts";
import { adviceBlock, openBlock, resultHeadline, statusBlock } from "./result-markdown.ts";

/** The longest comment that GitHub takes, in characters ("body is too long (maximum is 65536 characters)"). */
export const LONGEST_COMMENT = 65_536;

/**
 * A plan or drift document as Markdown for a pull request. Totals, what leaves, rails, careful changes and hash are never folded; when it
 * gets too long, details of updates go first and the number of rows left out is stated.
 */
export function renderPlanMarkdown(plan: Plan): string {
  return fitted(planBlocks(plan, FOLDED), LONGEST_COMMENT);
}

/** What became of a plan, as Markdown. */
export function renderResultMarkdown(result: Result): string {
  return fitted(resultBlocks(result, FOLDED), LONGEST_COMMENT);
}

/** The parts of a plan or drift document in the order in which they are read. */
export function planBlocks(plan: Plan, fold: Fold): readonly Block[] {
  return present([
    headlineBlock(plan),
    ...leavingBlocks(plan),
    railBlock(plan),
    ...carefulBlocks(plan),
    ...remarkBlocks(plan),
    ...changeBlocks(plan, fold),
    callBlock(plan, fold),
    hashBlock(plan),
  ]);
}

/** The parts of a result in the order in which they are read. */
export function resultBlocks(result: Result, fold: Fold): readonly Block[] {
  return present([resultHeadline(result), statusBlock(result), adviceBlock(result), openBlock(result, fold)]);
}

function present(blocks: readonly (Block | undefined)[]): readonly Block[] {
  return blocks.filter((block) => block !== undefined);
}
