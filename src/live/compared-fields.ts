import type { Registry } from "../fields/registry.ts";
import type { Operation } from "../model/plan.ts";
import type { FieldsOf } from "./batch.ts";
import { readTogether } from "./wire-user.ts";

/** The fields of each user that operations change or replace, and that comparing or reading back needs. */
export function comparedFields(
  { operations }: { readonly operations: readonly Operation[] },
  registry: Registry,
): FieldsOf {
  const changed = new Map<string, Set<string>>();
  for (const { userId, field } of operations.flatMap(({ changes }) => changes)) {
    changed.set(userId, (changed.get(userId) ?? new Set()).add(field));
  }
  const fields = new Map([...changed].map(([id, names]) => [id, readTogether(registry, names)]));
  return (id) => fields.get(id) ?? NONE;
}

const NONE: ReadonlySet<string> = new Set();
