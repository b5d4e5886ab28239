import { isObject, type Json, type JsonObject } from "../model/json.ts";

/** In which divisions a permission is held, by name; none when it is not held. */
export type Grants = (permission: string) => readonly string[];

/** How the platform writes "all divisions". */
const ALL = "*";

/**
 * What the roles of a client allow, from GET /api/v2/authorization/subjects/me (model AuthzSubject of the official SDK). Undefined when the
 * answer does not tell the policies of every role.
 */
export function grantsIn(subject: Json): Grants | undefined {
  const grants = isObject(subject) && Array.isArray(subject.grants) ? subject.grants.filter(isObject) : [];
  const known = grants.map(({ division, role }) => ({
    division: divisionName(division),
    policies: isObject(role) && Array.isArray(role.policies) ? role.policies.filter(isObject) : undefined,
  }));
  if (known.length === 0 || known.some(({ policies }) => policies === undefined)) return undefined;
  return (permission) => {
    const held = known.filter(({ policies = [] }) => policies.some((policy) => allows(policy, permission)));
    return [...new Set(held.map(({ division }) => division))].toSorted();
  };
}

function divisionName(division: Json | undefined): string {
  const { id = ALL, name = id } = isObject(division) ? division : {};
  return id === ALL ? "all divisions" : String(name);
}

/** `*` stands for all. A policy with a condition may not hold for every user, and still counts. */
function allows({ domain, entityName, actions }: JsonObject, permission: string): boolean {
  const [wantedDomain, entity, action] = permission.split(":");
  const fits = (held: Json | undefined, wanted: string | undefined) =>
    wanted === undefined || held === ALL || held === wanted;
  return (
    fits(domain, wantedDomain) &&
    fits(entityName, entity) &&
    (action === undefined || (Array.isArray(actions) && actions.some((held) => fits(held, action))))
  );
}
