import { describe, expect, it } from "vitest";
import { callKind } from "../../src/model/call-kind.ts";

describe("callKind()", () => {
  it.each([
    ["GET", "/api/v2/users", "read"],
    ["POST", "/api/v2/users/search", "read"],
    ["POST", "/api/v2/audits/query/realtime", "read"],
    ["PATCH", "/api/v2/users/{id}", "write"],
    ["POST", "/api/v2/authorization/divisions/{id}/objects/USER", "write"],
    ["POST", "/oauth/token", "token"],
    ["DELETE", "/api/v2/tokens/me", "token"],
  ])("of %s %s is %s", (method, route, kind) => {
    expect(callKind(method, route)).toBe(kind);
  });
});
