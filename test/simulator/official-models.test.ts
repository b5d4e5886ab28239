import type { Models } from "purecloud-platform-client-v2";
import { expect, it } from "vitest";
import { idOf, worldOf } from "../../src/simulator/build.ts";
import { createOrg } from "../../src/simulator/org.ts";
import { expectValue, gusOn } from "../laws/gus.ts";

const ADA = idOf("user", "ada@example.com");
const GRACE = idOf("user", "grace@example.com");
const FLIPPED = ["bo@example.com", "cy@example.com", "di@example.com"];

const world = worldOf({
  users: [
    {
      email: "ada@example.com",
      version: 7,
      title: "Agent",
      skills: { Billing: 1, Orders: 2, Returns: 3 },
      addresses: [{ mediaType: "EMAIL", type: "HOME", address: "ada@home.example" }],
    },
    { email: "grace@example.com", version: 3, state: "inactive", languages: { English: 3 } },
    ...FLIPPED.map((email) => ({ email })),
  ],
  divisions: ["EMEA"],
  locations: ["Madrid"],
  languages: ["Spanish"],
  skills: ["Chat"],
});

const definitions = `version: 1
users:
  ada@example.com:
    name: Ada King
    preferredName: Ada
    title: null
    department: Care
    manager: grace@example.com
    division: EMEA
    skills: { Billing: 4.5 }
    phones: { WORK: { number: "+34910000000", extension: "4711" } }
    sms: { MOBILE: "+34600000000" }
    locations: [Madrid]
    certifications: [PCI]
    profileSkills: [chess]
    employerInfo: { employeeId: "0815", dateHire: "2024-01-31" }
  grace@example.com: { state: active, languages: { Spanish: 4 }, skills: { Chat: 2 } }
${FLIPPED.map((email) => `  ${email}: { acdAutoAnswer: true }`).join("\n")}
`;

/** Each body is checked twice: by the compiler against the SDK's model, and here against what gus sends. */
it("gus sends bodies that are models of the official SDK", async () => {
  const org = createOrg({ world });
  const gus = gusOn(org);
  await gus.apply(expectValue(await gus.plan({ "a.yaml": definitions })));
  const sent = (route: string, who = "") =>
    org.log.filter((one) => one.method !== "GET" && one.route.includes(route) && one.path.includes(who));
  const bodies = (route: string, who = "") =>
    sent(route, who).map(({ body }) => (body === "" ? null : JSON.parse(body)));

  expect(bodies("/users/{userId}", ADA)[0]).toEqual({
    id: ADA,
    version: 7,
    name: "Ada King",
    preferredName: "Ada",
    title: "",
    department: "Care",
    manager: GRACE,
    addresses: [
      { mediaType: "EMAIL", type: "HOME", address: "ada@home.example" },
      { mediaType: "PHONE", type: "WORK", address: "+34910000000", extension: "4711" },
      { mediaType: "SMS", type: "MOBILE", address: "+34600000000" },
    ],
    locations: [{ id: idOf("location", "Madrid"), locationDefinition: { id: idOf("location", "Madrid") } }],
    certifications: ["PCI"],
    profileSkills: ["chess"],
    employerInfo: { employeeId: "0815", dateHire: "2024-01-31" },
  } satisfies Models.UpdateUser);
  expect(bodies("/users/{userId}/routingskills/bulk", ADA)).toEqual([
    [{ id: idOf("skill", "Billing"), proficiency: 4.5 }] satisfies Models.UserRoutingSkillPost[],
  ]);
  expect(bodies("/users/{userId}/routingskills/bulk", GRACE)).toEqual([
    [{ id: idOf("skill", "Chat"), proficiency: 2 }] satisfies Models.UserRoutingSkillPost[],
  ]);
  expect(bodies("/users/{userId}/routinglanguages/bulk", GRACE)).toEqual([
    [{ id: idOf("language", "Spanish"), proficiency: 4 }] satisfies Models.UserRoutingLanguagePost[],
  ]);
  expect(bodies("/users/bulk")).toEqual([
    FLIPPED.map((email) => ({ id: idOf("user", email), acdAutoAnswer: true })) satisfies Models.PatchUser[],
  ]);
  expect(bodies("/authorization/divisions")).toEqual([[ADA] satisfies string[]]);
  const [activation] = bodies("/users/{userId}", GRACE).filter((body) => body !== null && "state" in body);
  expect(activation).toEqual({
    id: GRACE,
    state: "active",
    version: expect.any(Number),
  } satisfies Models.UpdateUser);
});

it("gus searches with a model of the official SDK", async () => {
  const org = createOrg({ world });
  const gus = gusOn(org);
  await gus.plan({ "a.yaml": "version: 1\nusers: { nobody@example.com: { title: Agent } }\n" });
  const search = org.log.find(({ route }) => route === "/api/v2/users/search");
  expect(JSON.parse(search?.body ?? "")).toEqual({
    pageSize: 100,
    pageNumber: 1,
    query: [
      { type: "EXACT", fields: ["email"], values: ["nobody@example.com"] },
      { type: "EXACT", fields: ["state"], values: ["active", "inactive", "deleted"] },
    ],
  } satisfies Models.UserSearchRequest);
});
