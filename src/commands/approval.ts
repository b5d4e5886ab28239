import { type Answer, answer, refusal } from "../pipeline/answer.ts";
import { approvalOf } from "../pipeline/approval.ts";
import { readPlan } from "../pipeline/show.ts";
import { readText } from "./documents.ts";
import type { Shell } from "./shell.ts";

/** A reviewHash, whole or cut off, with whatever was copied along behind it: meant as an approval, and never as a file. */
const MEANT_AS_HASH = /^`?[0-9a-f]+(?![.\w/-])/i;
const COPIED_WITH_QUOTES = /^`([^`]+)`$/;

/** What `--approved` names, also where it is a plan file. Undefined without the flag; refused when it approves nothing. */
export async function approvalFrom(
  shell: Shell,
  given: string | undefined,
): Promise<Answer<string | undefined>> {
  if (given === undefined) return answer(given);
  const text = given.trim();
  if (text === "") return refusal(5, [NOTHING]);
  if (MEANT_AS_HASH.test(text)) return answer(COPIED_WITH_QUOTES.exec(text)?.[1] ?? text);
  return approvedFile(shell, text);
}

const NOTHING = {
  code: "plan-not-approved",
  message: "Nothing was approved: --approved is empty",
  fix: "See whether the command that should tell it failed, such as `gus comment --read-approved`",
};

async function approvedFile(shell: Shell, path: string): Promise<Answer<string>> {
  const text = await readText(shell, path);
  const plan = text.ok ? readPlan(text.value, path) : text;
  if (!plan.ok) return plan;
  if (plan.value.kind === "plan") return answer(approvalOf(plan.value));
  const message = `${path} is a drift document: it says what differs, and approves nothing`;
  const fix = "Name the plan that was approved, or its reviewHash";
  return refusal(5, [{ code: "plan-not-approved", message, fix }]);
}
