import { type GenesysError, permissionsNamed } from "../genesys/errors.ts";
import type { Operation } from "../model/plan.ts";
import { ALIKE_REFUSALS } from "./settings.ts";

interface Seen {
  readonly count: number;
  /** Fields that every refused operation had in common. */
  readonly fields: ReadonlySet<string>;
  readonly permission: string;
}

/**
 * Remembers operations refused for want of a permission. After three alike in a row, operations that need the same are not sent any more:
 * each would cost a call and fail. Roles hold in divisions, so one that is accepted in between clears the count.
 */
export class Refusals {
  readonly #seen = new Map<string, Seen>();

  /** Notes a 403; answers whether there were three alike by now. */
  note(operation: Operation, error: GenesysError): void {
    const permission = permissionsNamed(error).join(" or ") || error.detail;
    const key = `${operation.kind} ${permission}`;
    const fields = new Set(operation.changes.map(({ field }) => field));
    const before = this.#seen.get(key);
    const common = before ? [...fields].filter((field) => before.fields.has(field)) : fields;
    this.#seen.set(key, { count: (before?.count ?? 0) + 1, fields: new Set(common), permission });
  }

  /** Notes that an operation was accepted: what it needed is not missing everywhere. */
  clear(operation: Operation): void {
    const fields = new Set(operation.changes.map(({ field }) => field));
    for (const [key, seen] of this.#seen) {
      if (isAlike(key, seen, operation.kind, fields)) this.#seen.delete(key);
    }
  }

  /** Why an operation is not worth sending; undefined when nothing speaks against it. */
  reasonToSkip(operation: Operation): string | undefined {
    const fields = new Set(operation.changes.map(({ field }) => field));
    for (const [key, seen] of this.#seen) {
      if (isAlike(key, seen, operation.kind, fields) && seen.count >= ALIKE_REFUSALS) {
        return `${seen.count} operations like it were refused for want of ${seen.permission}`;
      }
    }
    return undefined;
  }
}

/** Of the same kind, and with every field that the refused ones had in common. */
function isAlike(key: string, seen: Seen, kind: Operation["kind"], fields: ReadonlySet<string>): boolean {
  return key.startsWith(`${kind} `) && [...seen.fields].every((field) => fields.has(field));
}
