import { mayHaveHappened } from "../journal/earlier.ts";
import { type History, settledKey } from "../journal/history.ts";
import type { Change, Plan } from "../model/plan.ts";

/** A change that a run wrote, or may have written. */
export interface WrittenChange {
  readonly change: Change;
  /** The login e-mail as the plan knew it. */
  readonly email: string;
  /** Line of the journal that says that its call was about to leave. */
  readonly line: number;
}

/** Everything that a run may have changed, in the order of its plan. What became of it only live users can tell. */
export function writtenChanges(plan: Plan, history: History): readonly WrittenChange[] {
  const lines = new Map(
    history.calls
      .filter(mayHaveHappened)
      .flatMap(({ intent, line }) =>
        intent.users.map(({ id }) => [settledKey(intent.opId, id), line] as const),
      ),
  );
  return plan.operations.flatMap(({ opId, users, changes }) =>
    changes.flatMap((change) => {
      const line = lines.get(settledKey(opId, change.userId));
      const email = users.find(({ id }) => id === change.userId)?.email ?? change.userId;
      return line === undefined ? [] : [{ change, email, line }];
    }),
  );
}
