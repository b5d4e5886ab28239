import type { Models } from "purecloud-platform-client-v2";
import { expect, it } from "vitest";
import { createOrg } from "../../src/simulator/org.ts";
import type { Switches } from "../../src/simulator/switches.ts";
import { DEFAULT_CLIENT } from "../../src/simulator/tokens.ts";
import { callerOf } from "./caller.ts";

const PATH = "/api/v2/authorization/subjects/me";
const ask = (subjectOfClient: Switches["subjectOfClient"], permissions?: readonly string[]) => {
  const client = permissions ? { ...DEFAULT_CLIENT, permissions } : DEFAULT_CLIENT;
  return callerOf(createOrg({ clients: [client], switches: { subjectOfClient } })).get(PATH);
};
const policies = (subject: Models.AuthzSubject) => subject.grants?.map(({ role }) => role?.policies);

it("a client is told what its roles allow, or their names, or that it is no user", () => {
  const one = { domain: "routing", entityName: "skill", actions: ["assign"] };
  expect(policies(ask("permissions", ["routing:skill:assign"]).json)).toEqual([[one]]);
  const all = { domain: "*", entityName: "*", actions: ["*"] };
  expect(policies(ask("permissions").json)).toEqual([[all]]);
  expect(policies(ask("roles").json)).toEqual([undefined]);
  expect(ask("refused")).toMatchObject({ status: 400, json: { code: "not.a.user" } });
});
