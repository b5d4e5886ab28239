import { counted } from "../model/figures.ts";
import type { Change, Plan } from "../model/plan.ts";
import { placeAndCause } from "./causes.ts";
import { valuesOf } from "./change-view.ts";
import { forFence } from "./escape.ts";
import type { Block, Kept, Row } from "./fit.ts";
import { groupBy } from "./group.ts";
import { userHeading, userLines } from "./user-lines.ts";
import { byUser, changesOf, type UserChanges, whatIs } from "./users.ts";
import { tellWho } from "./who.ts";

/** From more users on, their e-mails stand one behind the other, without names and places. */
const MANY = 20;

interface Kind {
  readonly lists: Kept;
  readonly plan: string;
  readonly drift: string;
}

/** The fields whose changes a reviewer must not scroll past. */
const KINDS: ReadonlyMap<string, Kind> = new Map([
  ["state", { lists: "deactivations", plan: "Deactivated", drift: "State differs" }],
  [
    "division",
    { lists: "moves and e-mail changes", plan: "Moved to another division", drift: "Division differs" },
  ],
  [
    "email",
    { lists: "moves and e-mail changes", plan: "Login e-mail changed", drift: "Login e-mail differs" },
  ],
]);

/** Whether a change is told in view, outside of any fold. Of drift any difference of the state is, whoever is right. */
export function isCareful(change: Change, { kind }: Pick<Plan, "kind">): boolean {
  return kind === "drift" ? KINDS.has(change.field) : whatIs(change) !== undefined;
}

/** Deactivations, division moves and e-mail changes, or differences in these fields, each as a list outside any fold. */
export function carefulBlocks(plan: Plan): readonly Block[] {
  const all = plan.kind === "drift" ? plan.differences : changesOf(plan);
  const careful = all.filter((change) => isCareful(change, plan));
  return [...KINDS].flatMap(([field, kind]) => {
    const users = byUser(
      careful.filter((change) => change.field === field),
      plan,
    );
    if (users.length === 0) return [];
    const open = `**${kind[plan.kind]}: ${counted(users.length, "user")}**\n\n\`\`\`diff\n`;
    const rows = field === "email" ? users.map(renamed) : alike(users, plan);
    return [{ open, rows, close: "```\n\n", lists: kind.lists, more }];
  });
}

function more(left: readonly Row[]): string {
  return `… ${counted(left.flatMap(({ who = [] }) => who).length, "more user")} left out\n`;
}

function renamed(user: UserChanges): Row {
  const values = user.changes.map((change) =>
    valuesOf(change)
      .map((value) => forFence(value))
      .join(" → "),
  );
  return { text: `! ${values.join("; ")}${placed(user)}\n`, who: [user.userId] };
}

/** Users to whom the same happens, under a line that says what. That a user is deactivated the title says already. */
function alike(users: readonly UserChanges[], { kind }: Plan): readonly Row[] {
  const groups = groupBy(users, ({ changes }) =>
    changes.map((change) => valuesOf(change).join(" → ")).join("; "),
  );
  return [...groups].flatMap(([what, group]) => {
    const deactivated = kind === "plan" && group[0]?.changes[0]?.field === "state";
    const rows =
      group.length > MANY
        ? userLines(group, deactivated ? "-" : "!")
        : group.map((user) => oneUser(user, deactivated));
    const heading = deactivated ? "" : `@@ ${forFence(what)}: ${counted(group.length, "user")} @@\n`;
    return rows.map((row, index) => (index === 0 ? { ...row, text: heading + row.text } : row));
  });
}

function oneUser(user: UserChanges, deactivated: boolean): Row {
  return { text: `${deactivated ? "-" : "!"} ${userHeading(user)}${placed(user)}\n`, who: [user.userId] };
}

function placed({ changes }: UserChanges): string {
  const [first] = changes;
  const told = first ? [placeAndCause(first), tellWho(first)].filter(Boolean).join(", ") : "";
  return told === "" ? "" : `  # ${forFence(told)}`;
}
