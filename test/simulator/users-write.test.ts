import { describe, expect, it } from "vitest";
import { idOf, worldOf } from "../../src/simulator/build.ts";
import { createOrg, type OrgOptions } from "../../src/simulator/org.ts";
import { PHONE_SHAPES } from "../../src/simulator/phones.ts";
import type { SimContact } from "../../src/simulator/user.ts";
import { callerOf, type Loose } from "./caller.ts";

const DESK: SimContact = { mediaType: "EMAIL", type: "WORK", address: "desk@example.com" };
const world = worldOf({
  users: [
    {
      email: "ada@example.com",
      version: 7,
      title: "Agent",
      manager: "grace@example.com",
      skills: { Billing: 3 },
      addresses: [PHONE_SHAPES.number("+34910000001"), DESK],
      employerInfo: { officialName: "Ada Lovelace", employeeId: "E1" },
      certifications: ["GDPR"],
    },
    { email: "grace@example.com" },
    { email: "gone@example.com", state: "deleted", version: 3 },
  ],
  locations: ["Madrid"],
});
const ada = idOf("user", "ada@example.com");
const grace = idOf("user", "grace@example.com");
const madrid = idOf("location", "Madrid");
const EXPANDED = "expand=skills,locations,employerInfo,certifications,profileSkills";

function patched(body: Loose, options: OrgOptions = {}, id = ada) {
  const org = createOrg({ world, ...options });
  const caller = callerOf(org);
  const told = caller.patch(`/api/v2/users/${id}`, body);
  const after = caller.get(`/api/v2/users/${id}?${EXPANDED}`).json;
  return { told, after, org, caller };
}

const refusedWith = (status: number, code?: string) => ({
  status,
  ...(code !== undefined && { json: expect.objectContaining({ code, status }) }),
});

describe("PATCH /api/v2/users/{userId}", () => {
  it("writes what the body names, raises the version and answers with the user", () => {
    const { told, after, org } = patched({ version: 7, title: "Countess", acdAutoAnswer: true, manager: "" });
    expect(told.status).toBe(200);
    expect(told.json).toMatchObject({ id: ada, title: "Countess", acdAutoAnswer: true, version: 8 });
    expect(after).toMatchObject({ title: "Countess", version: 8, email: "ada@example.com" });
    expect(after).not.toHaveProperty("manager");
    expect(org.applied).toMatchObject([
      { by: "client", userId: ada, before: { version: 7 }, after: { version: 8 } },
    ]);
  });

  it("ignores unknown and read-only members", () => {
    const body = {
      version: 7,
      title: "X",
      skills: [],
      division: { id: "y" },
      id: "z",
      primaryContactInfo: [],
    };
    const { told, after } = patched(body);
    expect(told.status).toBe(200);
    expect(after.skills).toHaveLength(1);
    expect(after.id).toBe(ada);
  });

  it("wants the version, and the right one", () => {
    expect(patched({ title: "X" }).told).toMatchObject(refusedWith(400, "bad.request"));
    const stale = patched({ version: 6, title: "X" });
    expect(stale.told).toMatchObject(refusedWith(409, "general.conflict"));
    expect(stale.told.json.message).toContain("does not match the current version");
    expect(stale.told.json.contextId).toBe(stale.told.headers["ININ-Correlation-Id"]);
    expect(stale.org.applied).toEqual([]);
  });

  it("refuses members of the wrong type", () => {
    const wrong = [
      { manager: { id: grace } },
      { name: "" },
      { title: 3 },
      { acdAutoAnswer: "yes" },
      { email: "nobody" },
      { addresses: {} },
      { certifications: [1] },
      { employerInfo: { employeeType: "Volunteer" } },
      { employerInfo: { dateHire: "1.1.2020" } },
      { locations: [{ notes: "no id" }] },
    ];
    for (const body of wrong) expect(patched({ version: 7, ...body }).told.status).toBe(400);
    expect(patched("[1").told.status).toBe(400);
  });

  it("refuses an e-mail that somebody holds, deleted users included", () => {
    for (const email of ["GRACE@example.com", "gone@example.com"]) {
      expect(patched({ version: 7, email }).told).toMatchObject(refusedWith(409, "general.conflict"));
    }
    const own = patched({ version: 7, email: "Ada@example.com" });
    expect(own.after).toMatchObject({ email: "Ada@example.com", username: "Ada@example.com" });
  });

  it("frees an e-mail that a user gives up", () => {
    const { caller, org } = patched({ version: 7, email: "countess@example.com" });
    const told = caller.patch(`/api/v2/users/${grace}`, { version: 1, email: "ada@example.com" });
    expect(told.status).toBe(200);
    expect(org.user("ada@example.com").id).toBe(grace);
    expect(org.user("countess@example.com").id).toBe(ada);
  });

  it("refuses managers and locations that do not exist, oneself, and circles", () => {
    expect(patched({ version: 7, manager: "nobody" }).told.status).toBe(400);
    expect(patched({ version: 7, manager: ada }).told.status).toBe(400);
    expect(patched({ version: 7, locations: [{ id: "nowhere" }] }).told.status).toBe(400);
    expect(patched({ version: 1, manager: ada }, {}, grace).told.status).toBe(400);
    const accepted = patched({ version: 1, manager: ada }, { switches: { managerCycle: "accepted" } }, grace);
    expect(accepted.told.status).toBe(200);
  });

  it("replaces locations, certifications and profile skills as a whole", () => {
    const { after } = patched({
      version: 7,
      locations: [{ id: madrid, locationDefinition: { id: madrid }, notes: "Desk 4" }],
      certifications: ["PCI-DSS"],
      profileSkills: ["SQL"],
    });
    expect(after.locations[0]).toMatchObject({ notes: "Desk 4", locationDefinition: { id: madrid } });
    expect(after.certifications).toEqual(["PCI-DSS"]);
    expect(after.profileSkills).toEqual(["SQL"]);
  });

  it("changes the state alone, and brings a deleted user back", () => {
    const off = patched({ version: 7, state: "inactive", title: "X" });
    expect(off.after).toMatchObject({ state: "inactive", title: "Agent" });
    const strict = { switches: { besideState: "refused" } } as const;
    expect(patched({ version: 7, state: "inactive", title: "X" }, strict).told.status).toBe(400);
    expect(patched({ version: 7, state: "asleep" }).told).toMatchObject(refusedWith(400, "invalid.value"));
    const gone = idOf("user", "gone@example.com");
    expect(patched({ version: 3, title: "X" }, {}, gone).told.status).toBe(404);
    expect(patched({ version: 3, state: "active" }, {}, gone).after.state).toBe("active");
  });

  it("needs a permission to edit, and one more for a further extension", () => {
    const clientWith = (...permissions: string[]): OrgOptions => ({
      clients: [{ id: "c", secret: "s", permissions }],
    });
    const none = patched({ version: 7, title: "X" }, clientWith());
    expect(none.told).toMatchObject(refusedWith(403, "missing.any.permissions"));
    expect(none.told.json.message).toContain("directory:user:edit");
    const extension = [{ mediaType: "PHONE", type: "WORK", extension: "4711" }];
    const editor = clientWith("directory:user:edit");
    const denied = patched({ version: 7, addresses: extension }, editor);
    expect(denied.told).toMatchObject(refusedWith(403, "missing.permissions"));
    const both = clientWith("directory:user:edit", "telephony:extension:assign");
    expect(patched({ version: 7, addresses: extension }, both).told.status).toBe(200);
  });

  it("refuses bodies that are too large or of another type", () => {
    const caller = callerOf(createOrg({ world }));
    const path = `/api/v2/users/${ada}`;
    const large = caller.patch(path, { version: 7, title: "x".repeat(512_000) });
    expect(large).toMatchObject(refusedWith(413, "request.entity.too.large"));
    const text = caller.call("PATCH", path, "{}", { "content-type": "text/plain" });
    expect(text).toMatchObject(refusedWith(415, "unsupported.media.type"));
  });
});

describe("addresses of PATCH /api/v2/users/{userId}", () => {
  const phones = (list: Loose, options?: OrgOptions) =>
    patched({ version: 7, addresses: list }, options).after.addresses;
  const work = { mediaType: "PHONE", type: "WORK" };

  it("come back in the shape that number and extension decide", () => {
    expect(phones([{ ...work, address: "+1", countryCode: "US" }])).toEqual([
      { ...work, address: "+1", display: "+1", countryCode: "US" },
    ]);
    expect(phones([{ ...work, address: "+1", extension: "22" }])).toEqual([
      { ...work, extension: "22", display: "+1" },
    ]);
    expect(phones([{ ...work, extension: "22" }])).toEqual([{ ...work, extension: "22", display: "22" }]);
  });

  it("do not take a number from display, which is read-only", () => {
    expect(phones([{ ...work, extension: "22", display: "+1" }])).toEqual([
      { ...work, extension: "22", display: "22" },
    ]);
    const bare = patched({ version: 7, addresses: [{ ...work, display: "+1" }] });
    expect(bare.told.status).toBe(400);
  });

  it("leave an unmapped extension in parentheses as it is", () => {
    const unmapped = worldOf({
      users: [{ email: "ada@example.com", version: 7, addresses: [PHONE_SHAPES.displayOnly("22")] }],
    });
    const list = [{ mediaType: "PHONE", type: "WORK3", extension: "22" }];
    expect(phones(list, { world: unmapped })).toEqual([
      { mediaType: "PHONE", type: "WORK3", display: "(22)" },
    ]);
  });

  it("are replaced as a whole; e-mail contacts stay by switch", () => {
    const list = [{ ...work, address: "+2" }];
    const media = (entries: Loose) => entries.map((entry: Loose) => entry.mediaType);
    expect(media(phones(list))).toEqual(["PHONE"]);
    expect(media(phones(list, { switches: { unlistedEmails: "kept" } }))).toEqual(["PHONE", "EMAIL"]);
  });

  it("sent empty clear phones, or everything, or are refused", () => {
    expect(phones([])).toEqual([DESK]);
    expect(phones([], { switches: { emptyAddresses: "clears-all" } })).toEqual([]);
    const refused = patched({ version: 7, addresses: [] }, { switches: { emptyAddresses: "refused" } });
    expect(refused.told.status).toBe(400);
  });

  it("want a known medium and type", () => {
    expect(
      patched({ version: 7, addresses: [{ ...work, mediaType: "FAX", address: "+1" }] }).told.status,
    ).toBe(400);
    expect(patched({ version: 7, addresses: [{ ...work, type: "BOAT", address: "+1" }] }).told.status).toBe(
      400,
    );
  });
});

describe("switches of PATCH /api/v2/users/{userId}", () => {
  it("null clears, is refused, or is ignored", () => {
    const withNull = (nullMember: "clears" | "refused" | "ignored") =>
      patched({ version: 7, title: null, department: "Care" }, { switches: { nullMember } });
    expect(withNull("clears").after).not.toHaveProperty("title");
    expect(withNull("refused").told.status).toBe(400);
    expect(withNull("ignored").after).toMatchObject({ title: "Agent", department: "Care" });
  });

  it("a write that changes nothing raises the version or not", () => {
    const noop = { version: 7, title: "Agent" };
    expect(patched(noop).after.version).toBe(8);
    expect(patched(noop, { switches: { noopRaisesVersion: false } }).after.version).toBe(7);
  });

  it("the version rises by the step", () => {
    expect(patched({ version: 7, title: "X" }, { switches: { versionStep: 3 } }).after.version).toBe(10);
  });

  it("a stale version is answered with 409, 400 or now one, now the other", () => {
    const stale = (versionMismatch: "400" | "either") =>
      patched({ version: 6, title: "X" }, { switches: { versionMismatch } });
    expect(stale("400").told).toMatchObject({
      status: 400,
      json: { message: expect.stringContaining("does not match the current version") },
    });
    const { caller } = stale("either");
    const seen = Array.from(
      { length: 20 },
      () => caller.patch(`/api/v2/users/${ada}`, { version: 6 }).status,
    );
    expect(new Set(seen)).toEqual(new Set([400, 409]));
  });

  it("the code for a missing version differs", () => {
    const code = "general.bad.request";
    expect(patched({ title: "X" }, { switches: { missingVersionCode: code } }).told.json.code).toBe(code);
  });

  it("employerInfo is replaced or merged, and empty members are unset in both", () => {
    const body = { version: 7, employerInfo: { employeeType: "Contractor" } };
    expect(patched(body).after.employerInfo).toEqual({ employeeType: "Contractor" });
    expect(patched(body, { switches: { employerInfo: "merge" } }).after.employerInfo).toEqual({
      officialName: "Ada Lovelace",
      employeeId: "E1",
      employeeType: "Contractor",
    });
    const blank = { officialName: "", employeeId: "", employeeType: "", dateHire: "" };
    for (const employerInfo of ["replace", "merge"] as const) {
      const { after } = patched({ version: 7, employerInfo: blank }, { switches: { employerInfo } });
      expect(after).not.toHaveProperty("employerInfo");
    }
  });

  it("locations are taken flat, nested or in either form", () => {
    const flat = { version: 7, locations: [{ id: madrid }] };
    const nested = { version: 7, locations: [{ locationDefinition: { id: madrid } }] };
    const statuses = (locationForm: "either" | "flat" | "nested") =>
      [flat, nested].map((body) => patched(body, { switches: { locationForm } }).told.status);
    expect(statuses("either")).toEqual([200, 200]);
    expect(statuses("flat")).toEqual([200, 400]);
    expect(statuses("nested")).toEqual([400, 200]);
  });

  it("the answer holds the base members, or everything", () => {
    const body = { version: 7, title: "X" };
    expect(patched(body).told.json).not.toHaveProperty("skills");
    expect(patched(body, { switches: { patchAnswer: "expanded" } }).told.json.skills).toHaveLength(1);
  });

  it("username follows the e-mail or stays", () => {
    const body = { version: 7, email: "countess@example.com" };
    expect(patched(body).after.username).toBe("countess@example.com");
    expect(patched(body, { switches: { username: "stays" } }).after.username).toBe("ada@example.com");
  });
});
