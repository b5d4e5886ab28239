import { counted, listed, someOf } from "../model/figures.ts";
import type { Warning } from "../model/problem.ts";
import type { LiveUser } from "../model/state.ts";

const WAY_OUT = {
  unmanaged: "",
  unread: ". Where nobody manages these fields, leave them out with --without",
} as const;

/** One warning for each reason and the fields it is about, since many users share theirs. `left`: what becomes of such fields. */
export function unreadWarnings(users: readonly LiveUser[], left: "unmanaged" | "unread"): readonly Warning[] {
  const groups = new Map<string, string[]>();
  for (const user of users) {
    for (const why of new Set(user.unread.values())) {
      const fields = [...user.unread].filter(([, reason]) => reason === why).map(([field]) => field);
      const what = `${listed(fields)} ${fields.length === 1 ? "is" : "are"} left ${left}, because ${why}`;
      groups.set(what, [...(groups.get(what) ?? []), user.email]);
    }
  }
  return [...groups].map(([what, emails]) => ({
    code: "unread",
    message: `For ${counted(emails.length, "user")} ${what}: ${someOf(emails)}`,
    fix: `Look at them in Genesys Cloud; gus leaves alone what it cannot read or write back${WAY_OUT[left]}`,
  }));
}
