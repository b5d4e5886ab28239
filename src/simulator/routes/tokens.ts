import { ok, type Route } from "../call.ts";

const PATH = "/api/v2/tokens/me";

export const tokenRoutes: readonly Route[] = [
  {
    method: "GET",
    path: PATH,
    answer: (call, { directory }) =>
      ok({
        organization: { id: directory.org.id, name: directory.org.name },
        homeOrganization: { id: directory.org.id, name: directory.org.name },
        OAuthClient: { id: call.clientId, organization: { id: directory.org.id } },
      }),
  },
  { method: "DELETE", path: PATH, answer: () => ({ status: 200, writes: [], revokesToken: true }) },
];
