import type { Warning } from "../model/problem.ts";

/** Lists that stayed shorter than the API said after a second reading. */
export function shortListWarnings(lists: readonly string[]): readonly Warning[] {
  return lists.map((list) => ({
    code: "short-list",
    message: `The list of ${list} users came back shorter than Genesys says it is`,
    fix: "Users of the definitions were looked up one by one, so the plan is whole; plan again if a rail depends on who else is there",
  }));
}
