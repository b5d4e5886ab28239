import { counted } from "../model/figures.ts";
import type { Plan } from "../model/plan.ts";
import { forTerminal } from "./escape.ts";
import { titleOf, usersWithChanges } from "./totals.ts";

/** The title of the issue about drift: plain text of at most 255 characters, which servers take. */
export function driftTitle(plan: Plan): string {
  const users = usersWithChanges(plan);
  const differ = `${counted(users, "user")} ${users === 1 ? "differs" : "differ"} from the definitions`;
  return `${titleOf(plan)} ${forTerminal(plan.org.name, 100).slice(0, 180)}: ${differ}`;
}
