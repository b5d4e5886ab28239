import type { Field } from "../fields/field.ts";
import type { Registry } from "../fields/registry.ts";
import type { Check } from "../model/checkup.ts";
import { listed } from "../model/figures.ts";
import { cannotTell, ok, warning } from "./check.ts";
import { type Grants, grantsIn } from "./grants.ts";
import type { Probed } from "./seen.ts";

/** Fields that any one of the same permissions lets a client write. */
interface Group {
  readonly fields: readonly string[];
  readonly permissions: readonly string[];
}

/** Whether the client's roles allow to write the managed fields. Nothing is written to find out. */
export function judgeWrites(
  subject: Probed | undefined,
  managed: ReadonlySet<string>,
  registry: Registry,
): readonly Check[] {
  const groups = groupsOf([...registry.values()].filter(({ name }) => managed.has(name)));
  const grants = subject?.ok ? grantsIn(subject.body) : undefined;
  return groups.map((group) => (grants ? judgeGroup(group, grants) : untold(group)));
}

function groupsOf(fields: readonly Field[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { name, permissions } of fields) {
    const key = permissions.join();
    groups.set(key, { permissions, fields: [...(groups.get(key)?.fields ?? []), name] });
  }
  return [...groups.values()];
}

function judgeGroup({ fields, permissions }: Group, grants: Grants): Check {
  const held = permissions.find((permission) => grants(permission).length > 0);
  if (held !== undefined) return ok("write", `${held} in ${listed(grants(held))}, for ${listed(fields)}`);
  return warning(
    "write",
    `No role of the client has ${permissions.join(" or ")}, for ${listed(fields)}`,
    "If this client is to apply plans, give one of its roles that permission; to plan it needs none",
  );
}

function untold({ fields, permissions }: Group): Check {
  const wanted = permissions.join(" or ");
  return cannotTell(
    "write",
    `The platform does not say whether a role of the client has ${wanted}, for ${listed(fields)}`,
  );
}
