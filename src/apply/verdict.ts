import { identicalValue } from "../fields/compare.ts";
import { compareOperation } from "../fields/compare-operation.ts";
import type { Registry } from "../fields/registry.ts";
import { renderField } from "../fields/render.ts";
import type { Operation } from "../model/plan.ts";
import type { LiveUser } from "../model/state.ts";
import type { Entry } from "./ledger.ts";

/** Why an operation must not, or need not, go out for a user as read; undefined when it may. */
export function reasonNotToSend(
  operation: Operation,
  live: LiveUser | undefined,
  registry: Registry,
): Entry | undefined {
  if (!live) return { status: "held", reason: "Genesys no longer shows this user to this client" };
  const verdict = compareOperation(operation, live, registry);
  switch (verdict.kind) {
    case "base":
      return undefined;
    case "desired":
      return { status: "already-applied", reason: "Live was as planned; nothing sent" };
    case "third": {
      const fields = verdict.conflicts.map(renderField).join(", ");
      const reason = `Somebody changed ${fields} since the plan was made`;
      return { status: "held", reason, conflicts: verdict.conflicts };
    }
    case "unread":
      return { status: "held", reason: `Cannot compare: ${verdict.fields.join(", ")} could not be read` };
  }
}

/** Whether an operation is held for nothing but a list of which live shows a part as planned: nobody need have changed anything else. */
export function isInPart({ status, conflicts = [] }: Entry): boolean {
  const isOurs = conflicts.every(({ live, desired }) => identicalValue(live, desired));
  return status === "held" && conflicts.length > 0 && isOurs;
}

/** Why `--strict-pins` keeps an operation back. */
export function strictHold(planned: number | undefined, found: number | undefined): Entry {
  return {
    status: "held",
    reason: `The version moved from ${planned} to ${found}, and --strict-pins is given`,
  };
}
