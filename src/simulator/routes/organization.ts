import { type Backend, type Call, ok, type Reply, type Route } from "../call.ts";
import { missingPermission, notFound } from "../refused.ts";

/** Largest request body; beyond it the platform answers 413. */
export const REQUEST_BYTES_MAX = 512_000;

/** The namespace and the key of the limit that client credentials meet. */
export const RATE_LIMIT = {
  namespace: "platform.api",
  key: "client.credentials.token.rate.per.minute",
} as const;

export const organizationRoutes: readonly Route[] = [
  { method: "GET", path: "/api/v2/organizations/me", answer: organization },
  { method: "GET", path: "/api/v2/organizations/limits/namespaces/{namespaceName}", answer: limits },
];

function organization(_call: Call, { directory }: Backend): Reply {
  const { id, name } = directory.org;
  return ok({ id, name, domain: "example.com", state: "active", selfUri: `/api/v2/organizations/${id}` });
}

function limits(call: Call, backend: Backend): Reply {
  const permission = "limits:organization:view";
  if (backend.switches.limitsNeedPermission && !call.permits(permission))
    throw missingPermission([permission]);
  const { namespace, key } = RATE_LIMIT;
  if (call.params.namespaceName !== namespace) throw notFound("Unable to find that namespace");
  const values = { [key]: backend.limitPerMinute, "request.bytes.max": REQUEST_BYTES_MAX };
  return ok({ entities: Object.entries(values).map(([name, value]) => ({ key: name, namespace, value })) });
}
