import { describe, expect, it } from "vitest";
import { refusalOf } from "../../src/genesys/answer.ts";
import { isVersionRefusal, permissionsNamed } from "../../src/genesys/errors.ts";
import { routeOf } from "../../src/genesys/route.ts";

const called = {
  method: "PATCH",
  path: "/api/v2/users/abc",
  credential: "OAuth client an-id",
  secrets: ["s3cret"],
  sentAt: 0,
};

function refusal(status: number, body: unknown, headers = {}) {
  return refusalOf(called, status, headers, typeof body === "string" ? body : JSON.stringify(body));
}

describe("refusalOf()", () => {
  it("says which credential lacks which permission", () => {
    const error = refusal(403, {
      code: "missing.any.permissions",
      message:
        "Unable to perform the requested action. You must have at least one of the following permissions assigned: [directory:user:edit, admin, routing:*:*]",
    });
    expect(permissionsNamed(error)).toEqual(["directory:user:edit", "admin", "routing:*:*"]);
    expect(error.message).toContain("OAuth client an-id lacks directory:user:edit or admin or routing:*:*.");
    expect(error.message).toContain("PATCH /api/v2/users/abc was refused with 403 missing.any.permissions");
  });

  it("keeps code, details and correlation id, from the header first", () => {
    const body = {
      code: "invalid.value",
      message: "Value [x] is not valid",
      contextId: "from-body",
      details: [{ errorCode: "e", fieldName: "title" }, "junk"],
    };
    const error = refusal(400, body, { "inin-correlation-id": "from-header" });
    expect(error).toMatchObject({
      status: 400,
      code: "invalid.value",
      detail: "Value [x] is not valid",
      correlationId: "from-header",
      details: [{ errorCode: "e", fieldName: "title" }],
    });
    expect(refusal(400, body).correlationId).toBe("from-body");
  });

  it("puts any message on one line and leaves secrets out", () => {
    const error = refusal(400, { message: "a\u001b[31m\r\nb s3cret c" });
    expect(error.detail).toBe("a [31m b … c");
    expect(refusal(400, { message: "x".repeat(9_999) }).detail.length).toBeLessThan(600);
  });

  it("says when the answer is not from Genesys", () => {
    const error = refusal(503, "<html>Bad gateway</html>", { "content-type": "text/html; charset=utf-8" });
    expect(error.detail).toContain("not JSON (text/html)");
    expect(error.message).not.toContain("gateway");
    expect(refusal(302, "", { location: "https://sso.test/" }).detail).toContain("https://sso.test/");
  });
});

describe("permissionsNamed()", () => {
  it("names none for other answers", () => {
    expect(permissionsNamed({ status: 400, detail: "permission(s): a:b:c" })).toEqual([]);
    expect(permissionsNamed({ status: 403, detail: "You are not authorized" })).toEqual([]);
  });
});

describe("isVersionRefusal()", () => {
  it.each([
    [409, "The version supplied does not match the current version of the user", true],
    [409, "anything", true],
    [400, "Version does not match the current version.", true],
    [400, "Value [x] is not valid", false],
    [412, "does not match the current version", false],
  ])("%i %s: %s", (status, detail, expected) => {
    expect(isVersionRefusal({ status, detail })).toBe(expected);
  });
});

describe("routeOf()", () => {
  it("replaces ids and leaves words", () => {
    const id = "0b0e1f5c-7f35-4a9d-9d3c-5a4c4bb0f7a1";
    expect(routeOf(`/api/v2/users/${id}/routingskills/${id}`)).toBe("/api/v2/users/{id}/routingskills/{id}");
    expect(routeOf(`/api/v2/authorization/divisions/${id}/objects/USER?x=1`)).toBe(
      "/api/v2/authorization/divisions/{id}/objects/USER",
    );
    expect(routeOf("/api/v2/users/u17")).toBe("/api/v2/users/{id}");
    expect(routeOf("/oauth/token")).toBe("/oauth/token");
  });
});
