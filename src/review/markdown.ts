import type { Result } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import { carefulBlocks } from "./careful-markdown.ts";
import { changeBlocks } from "./changes-markdown.ts";
import { type Block, fitted, whole } from "./fit.ts";
import { FOLDED, type Fold } from "./fold.ts";
import { planGoOn, resultGoOn } from "./go-on.ts";
import { partsOf } from "./known.ts";
import { approvalLine, markerOf } from "./marker.ts";
import {
  callBlock,
  hashBlock,
  headlineBlock,
  leavingBlocks,
  pastBlocks,
  railBlock,
  remarkBlocks,
} from "./plan-markdown.ts";
import { adviceBlock, heldBlock, openBlock, resultHeadline, statusBlock } from "./result-markdown.ts";

/** The longest comment that GitHub takes, in characters ("body is too long (maximum is 65536 characters)"). */
export const LONGEST_COMMENT = 65_536;
/** The longest one that GitLab takes: 1,000,000 characters for comments, a little more for issues. */
export const LONGEST_NOTE = 1_000_000;

/**
 * A plan or drift document as Markdown for a pull request. It begins with hidden lines by which its comment is found again.
 * Totals, what leaves, rails, careful changes, what could not be read and the hash are never folded. When it gets too long, the changes in
 * the folds are cut first, and that is said at the top. `approval` may say more of what is approved than the reviewHash does.
 */
export function renderPlanMarkdown(
  plan: Plan,
  limit = LONGEST_COMMENT,
  approval: string = plan.reviewHash,
): string {
  const said = approval.length <= longestApproval(limit) ? approval : plan.reviewHash;
  const hidden = plan.kind === "plan" ? [approvalLine(said)] : [];
  return fitted(under([markerOf(plan), ...hidden], planBlocks(plan, FOLDED)), limit);
}

/** What is hidden leaves most of the room to what is read, and fits an argument of a command, which Linux cuts off at 131,072 bytes. */
function longestApproval(limit: number): number {
  return Math.min(limit / 3, 100_000);
}

/** What became of a plan, as Markdown. */
export function renderResultMarkdown(result: Result, limit = LONGEST_COMMENT): string {
  return fitted(under([markerOf(result)], resultBlocks(result, FOLDED)), limit);
}

/** The parts of a plan or drift document in the order in which they are read. */
export function planBlocks(plan: Plan, fold: Fold): readonly Block[] {
  return present([
    headlineBlock(plan),
    ...leavingBlocks(plan),
    railBlock(plan),
    ...(plan.known ? agedBlocks(plan, fold) : []),
    ...(plan.known ? [] : carefulBlocks(plan)),
    ...remarkBlocks(plan),
    ...(plan.known ? [] : changeBlocks(plan, fold)),
    callBlock(plan, fold),
    hashBlock(plan),
    planGoOn(plan),
  ]);
}

/** Differences with those that are new above all others, then what is gone: a reader of every morning stops after the first. */
function agedBlocks(plan: Plan, fold: Fold): readonly Block[] {
  const parts = partsOf(plan).flatMap(({ title, changes }) => {
    const part = { ...plan, differences: changes };
    return [whole(`#### ${title}\n\n`), ...carefulBlocks(part), ...changeBlocks(part, fold)];
  });
  return [...parts, ...pastBlocks(plan)];
}

/** The parts of a result in the order in which they are read. */
export function resultBlocks(result: Result, fold: Fold): readonly Block[] {
  return present([
    resultHeadline(result),
    statusBlock(result),
    adviceBlock(result),
    heldBlock(result),
    openBlock(result, fold),
    resultGoOn(result),
  ]);
}

function under(lines: readonly string[], [first, ...rest]: readonly Block[]): readonly Block[] {
  return first ? [{ ...first, open: `${lines.join("\n")}\n${first.open}` }, ...rest] : [];
}

function present(blocks: readonly (Block | undefined)[]): readonly Block[] {
  return blocks.filter((block) => block !== undefined);
}
