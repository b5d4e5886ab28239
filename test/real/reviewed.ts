import { expect } from "vitest";
import type { Plan } from "../../src/index.ts";
import { onTerraformStage, type TerraformStage } from "./terraform-stage.ts";

/** What only live users hold begins with "Secret". */
export const PARTS = {
  skills: ["Billing"],
  users: [
    { email: "ada@example.com", name: "Ada Lovelace", title: "Secret Agent" },
    { email: "bob@example.com", name: "Bob Babbage", title: "Lead" },
    { email: "cay@example.com", name: "Cay Curie", department: "Secret Service" },
  ],
};

export const DEFINITIONS = `version: 1
users:
  ada@example.com: { title: Lead, manager: bob@example.com, skills: { Billing: 5 } }
  bob@example.com: { title: Lead }
  cay@example.com: { department: Care }
`;

/** Plans at synth, and hands over what a reviewer is about to approve. */
export async function onReviewedStage(
  act: (stage: TerraformStage, plan: Plan) => Promise<void>,
): Promise<void> {
  await onTerraformStage({ parts: PARTS }, async (stage) => {
    await stage.define(DEFINITIONS);
    expect((await stage.review()).exit).toBe(2);
    await act(stage, JSON.parse(await stage.read(planOf(stage))) as Plan);
  });
}

/** The plan that lies beside the stack. */
export function planOf({ stack }: TerraformStage): string {
  return `${stack}/users.plan.json`;
}
