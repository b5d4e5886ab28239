import { renderField } from "../fields/render.ts";
import { type GenesysError, permissionsNamed } from "../genesys/errors.ts";
import type { Operation } from "../model/plan.ts";

/** A refusal in words: what Genesys said or which permission who lacks, and everything that was not written. */
export function failure(operation: Operation, userId: string, error: GenesysError) {
  const fields = operation.changes.filter((change) => change.userId === userId).map(renderField);
  const permissions = permissionsNamed(error);
  const why =
    permissions.length > 0
      ? `${upperFirst(error.credential)} lacks permission ${permissions.join(" or ")}`
      : `${error.status} ${error.detail}`;
  const reason = `${why}; not written: ${fields.join(", ")}`;
  return {
    status: "failed",
    reason,
    ...(error.correlationId ? { correlationId: error.correlationId } : {}),
  } as const;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
