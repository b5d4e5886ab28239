import type { Json } from "../../model/json.ts";
import { type Backend, type Call, ok, type Reply, type Route } from "../call.ts";
import { notForClients } from "../refused.ts";

export const subjectRoutes: readonly Route[] = [
  { method: "GET", path: "/api/v2/authorization/subjects/me", answer: subject },
];

/** Model AuthzSubject of the official SDK: one role of all that the client may do, in all divisions. */
function subject(call: Call, { switches }: Backend): Reply {
  const { subjectOfClient } = switches;
  if (subjectOfClient === "refused") throw notForClients();
  const policies = subjectOfClient === "permissions" ? { policies: policiesOf(call.permissions) } : {};
  const role = { id: "role-of-client", name: "GUS", ...policies };
  return ok({
    id: call.clientId,
    grants: [{ subjectId: call.clientId, division: { id: "*", name: "*" }, role }],
  });
}

function policiesOf(permissions: readonly string[] = ["*:*:*"]): Json {
  return permissions.map((permission) => {
    const [domain = "", entityName = "", action = ""] = permission.split(":");
    return { domain, entityName, actions: [action] };
  });
}
