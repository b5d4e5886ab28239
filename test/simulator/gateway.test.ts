import { describe, expect, it } from "vitest";
import { createOrg } from "../../src/simulator/org.ts";
import { callerOf, START } from "./caller.ts";

const headersWith = (gateway: Parameters<typeof createOrg>[0] & object) =>
  callerOf(createOrg(gateway)).get("/api/v2/organizations/me").headers;

describe("a gateway in front of the org", () => {
  it("takes headers away, in any case, and adds its own", () => {
    const headers = headersWith({
      gateway: { strips: ["inin-correlation-id"], adds: { Via: "1.1 squid", pragma: "none" } },
    });
    expect(headers).not.toHaveProperty("ININ-Correlation-Id");
    expect(headers).not.toHaveProperty("Pragma");
    expect(headers).toMatchObject({ Via: "1.1 squid", pragma: "none" });
  });

  it("tells another time", () => {
    const at = (headers: Readonly<Record<string, string>>) => Date.parse(headers.Date ?? "");
    expect(at(headersWith({}))).toBe(START);
    expect(at(headersWith({ gateway: { aheadMs: -90_000 } }))).toBe(START - 90_000);
  });
});
