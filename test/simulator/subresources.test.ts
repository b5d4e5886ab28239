import { describe, expect, it } from "vitest";
import { idOf, worldOf } from "../../src/simulator/build.ts";
import { createOrg, type OrgOptions } from "../../src/simulator/org.ts";
import { callerOf, type Loose } from "./caller.ts";

const SKILLS = Array.from({ length: 60 }, (_, index) => `Skill ${String(index).padStart(2, "0")}`);
const world = worldOf({
  users: [
    {
      email: "ada@example.com",
      skills: { Billing: 3, Retention: 2.5 },
      languages: { English: 5 },
      profileSkills: ["SQL"],
    },
    { email: "grace@example.com" },
    { email: "gone@example.com", state: "deleted" },
  ],
  skills: SKILLS,
  languages: [...SKILLS, "Spanish"],
  divisions: ["EMEA"],
});
const ada = idOf("user", "ada@example.com");
const grace = idOf("user", "grace@example.com");
const base = `/api/v2/users/${ada}`;
const billing = idOf("skill", "Billing");
const english = idOf("language", "English");

function start(options: OrgOptions = {}) {
  const org = createOrg({ world, ...options });
  const caller = callerOf(org);
  const held = (member: "skills" | "languages") =>
    Object.fromEntries(
      caller.get(`${base}?expand=${member}`).json[member].map((one: Loose) => [one.name, one.proficiency]),
    );
  return { org, caller, held, version: () => org.user(ada).version };
}

const entry = (kind: "skill" | "language", name: string, proficiency = 1) => ({
  id: idOf(kind, name),
  proficiency,
});

describe("routingskills of a user", () => {
  it("are merged by PATCH bulk", () => {
    const { caller, held } = start();
    const told = caller.patch(`${base}/routingskills/bulk`, [
      { id: billing, proficiency: 4.5 },
      entry("skill", "Skill 00"),
    ]);
    expect(told.status).toBe(200);
    expect(told.json.entities).toHaveLength(3);
    expect(held("skills")).toEqual({ Billing: 4.5, Retention: 2.5, "Skill 00": 1 });
  });

  it("are replaced by PUT bulk; an empty list clears", () => {
    const { caller, held } = start();
    caller.put(`${base}/routingskills/bulk`, [entry("skill", "Skill 01", 2)]);
    expect(held("skills")).toEqual({ "Skill 01": 2 });
    expect(caller.put(`${base}/routingskills/bulk`, []).status).toBe(200);
    expect(held("skills")).toEqual({});
  });

  it("take 50 in a bulk body; whether PUT takes more is a switch", () => {
    const many = (count: number) => SKILLS.slice(0, count).map((name) => entry("skill", name));
    const path = `${base}/routingskills/bulk`;
    expect(start().caller.patch(path, many(50)).status).toBe(200);
    expect(start().caller.patch(path, many(51)).status).toBe(400);
    expect(start().caller.put(path, many(51)).status).toBe(400);
    expect(start({ switches: { tooMany: 413 } }).caller.patch(path, many(51)).status).toBe(413);
    const open = { switches: { putSkillsMax: Number.POSITIVE_INFINITY } };
    expect(start(open).caller.put(path, many(60)).status).toBe(200);
  });

  it("are added, changed and removed one by one", () => {
    const { caller, held } = start();
    expect(caller.post(`${base}/routingskills`, entry("skill", "Skill 02")).json.name).toBe("Skill 02");
    expect(caller.put(`${base}/routingskills/${billing}`, { proficiency: 1 }).json.proficiency).toBe(1);
    const told = caller.delete(`${base}/routingskills/${idOf("skill", "Retention")}`);
    expect(told).toMatchObject({ status: 200, body: "" });
    expect(held("skills")).toEqual({ Billing: 1, "Skill 02": 1 });
  });

  it("that are not held cannot be removed, or can, by switch", () => {
    const path = `${base}/routingskills/${idOf("skill", "Skill 09")}`;
    expect(start().caller.delete(path).status).toBe(404);
    const { caller, org } = start({ switches: { deleteMissing: "accepted" } });
    expect(caller.delete(path).status).toBe(200);
    expect(org.applied).toEqual([]);
  });

  it("refuse the whole body for one unknown id or bad proficiency", () => {
    const body = [entry("skill", "Skill 00"), { id: "no-such-skill", proficiency: 1 }];
    const path = `${base}/routingskills/bulk`;
    const { caller, held } = start();
    expect(caller.patch(path, body).status).toBe(404);
    expect(start({ switches: { unknownSkill: 400 } }).caller.patch(path, body).status).toBe(400);
    expect(caller.patch(path, [{ id: billing, proficiency: 5.5 }]).status).toBe(400);
    expect(held("skills")).toEqual({ Billing: 3, Retention: 2.5 });
  });

  it("keep halves, or are rounded, by switch", () => {
    const body = [{ id: billing, proficiency: 4.5 }];
    const { caller, held } = start({ switches: { skillsRounded: true } });
    caller.patch(`${base}/routingskills/bulk`, body);
    expect(held("skills").Billing).toBe(5);
  });

  it("are listed in pages, empty past the end", () => {
    const { caller } = start();
    const page = caller.get(`${base}/routingskills?pageSize=1&pageNumber=2`).json;
    expect(page).toMatchObject({ total: 2, pageCount: 2, pageSize: 1, pageNumber: 2 });
    expect(page.entities).toHaveLength(1);
    expect(caller.get(`${base}/routingskills?pageNumber=3`).json.entities).toEqual([]);
  });

  it("raise the user's version or not, by switch", () => {
    const raised = (raises: boolean) => {
      const { caller, version } = start({ switches: { subresourceRaisesVersion: raises } });
      caller.patch(`${base}/routingskills/bulk`, [entry("skill", "Skill 00")]);
      caller.patch(`${base}/routinglanguages/bulk`, [entry("language", "Spanish")]);
      caller.put(`${base}/profileskills`, []);
      caller.post(`/api/v2/authorization/divisions/${idOf("division", "EMEA")}/objects/USER`, [ada]);
      return version();
    };
    expect(raised(true)).toBe(5);
    expect(raised(false)).toBe(1);
  });

  it("need routing:skill:assign", () => {
    const clients = [{ id: "c", secret: "s", permissions: ["routing:language:assign"] }] as const;
    const { caller } = start({ clients });
    expect(caller.patch(`${base}/routingskills/bulk`, []).json.code).toBe("missing.permissions");
    expect(caller.patch(`${base}/routinglanguages/bulk`, []).status).toBe(200);
  });

  it("of nobody and of deleted users are not found", () => {
    const { caller } = start();
    for (const id of ["nobody", idOf("user", "gone@example.com")]) {
      expect(caller.get(`/api/v2/users/${id}/routingskills`).status).toBe(404);
      expect(caller.patch(`/api/v2/users/${id}/routingskills/bulk`, []).status).toBe(404);
    }
  });

  it("lag behind on the sub-resource path", () => {
    const { caller } = start({ lag: { subresource: 2_000 } });
    caller.put(`${base}/routingskills/bulk`, []);
    expect(caller.get(`${base}/routingskills`).json.total).toBe(2);
    caller.wait(2_000);
    expect(caller.get(`${base}/routingskills`).json.total).toBe(0);
  });
});

describe("routinglanguages of a user", () => {
  it("are merged by PATCH bulk, rounded to whole proficiencies", () => {
    const { caller, held } = start();
    caller.patch(`${base}/routinglanguages/bulk`, [entry("language", "Spanish", 3.4)]);
    expect(held("languages")).toEqual({ English: 5, Spanish: 3 });
  });

  it("take 50 at a time and have no PUT bulk", () => {
    const { caller } = start();
    const many = SKILLS.slice(0, 51).map((name) => entry("language", name));
    expect(caller.patch(`${base}/routinglanguages/bulk`, many).status).toBe(400);
    expect(caller.put(`${base}/routinglanguages/bulk`, []).status).toBe(404);
  });

  it("are added, changed and removed one by one, with 204 for the removal", () => {
    const { caller, held } = start();
    caller.post(`${base}/routinglanguages`, entry("language", "Spanish", 2));
    caller.patch(`${base}/routinglanguages/${english}`, { proficiency: 1 });
    expect(caller.get(`${base}/routinglanguages`).json.total).toBe(2);
    expect(caller.delete(`${base}/routinglanguages/${idOf("language", "Spanish")}`)).toMatchObject({
      status: 204,
      body: "",
    });
    expect(held("languages")).toEqual({ English: 1 });
  });
});

describe("profileskills of a user", () => {
  it("are read and replaced as a bare list", () => {
    const { caller } = start();
    expect(caller.get(`${base}/profileskills`).json).toEqual(["SQL"]);
    expect(caller.put(`${base}/profileskills`, ["Excel", "Python"]).json).toEqual(["Excel", "Python"]);
    expect(caller.get(`${base}/profileskills`).json).toEqual(["Excel", "Python"]);
    expect(caller.put(`${base}/profileskills`, {}).status).toBe(400);
  });

  it("need a permission for each direction", () => {
    const clients = [{ id: "c", secret: "s", permissions: ["directory:userProfile:view"] }] as const;
    const { caller } = start({ clients });
    expect(caller.get(`${base}/profileskills`).status).toBe(200);
    expect(caller.put(`${base}/profileskills`, []).status).toBe(403);
  });
});

describe("POST /api/v2/authorization/divisions/{divisionId}/objects/USER", () => {
  const emea = idOf("division", "EMEA");
  const path = `/api/v2/authorization/divisions/${emea}/objects/USER`;

  it("moves many users and answers 204", () => {
    const { caller, org } = start();
    expect(caller.post(path, [ada, grace])).toMatchObject({ status: 204, body: "" });
    expect(org.users().filter((user) => user.divisionId === emea)).toHaveLength(2);
  });

  it("refuses an empty list, an unknown division and another kind of object", () => {
    const { caller } = start();
    expect(caller.post(path, []).status).toBe(400);
    expect(caller.post(path.replace(emea, "nowhere"), [ada]).status).toBe(404);
    expect(caller.post(path.replace("USER", "QUEUE"), [ada]).status).toBe(400);
  });

  it("refuses the whole body for one unknown id; the rest may be moved all the same", () => {
    const one = start();
    expect(one.caller.post(path, [ada, "nobody"])).toMatchObject({
      status: 404,
      json: { code: "not.found" },
    });
    expect(one.org.user(ada).divisionId).not.toBe(emea);
    const partial = start({ switches: { partialBulk: true, unknownUserInBulk: 400 } });
    expect(partial.caller.post(path, [ada, "nobody"]).status).toBe(400);
    expect(partial.org.user(ada).divisionId).toBe(emea);
  });

  it("takes as many ids as the switch says", () => {
    const { caller } = start({ switches: { divisionObjectsMax: 1 } });
    expect(caller.post(path, [ada, grace]).status).toBe(400);
  });
});

describe("PATCH /api/v2/users/bulk", () => {
  const path = "/api/v2/users/bulk";

  it("writes acdAutoAnswer and nothing else, without a version", () => {
    const { caller, org } = start();
    const told = caller.patch(path, [
      { id: ada, acdAutoAnswer: true, title: "X" },
      { id: grace, acdAutoAnswer: true },
    ]);
    expect(told.status).toBe(200);
    expect(told.json.entities.map((user: Loose) => user.acdAutoAnswer)).toEqual([true, true]);
    expect(org.user(ada)).toMatchObject({ acdAutoAnswer: true, version: 2 });
    expect(org.user(ada).title).toBeUndefined();
  });

  it("takes 50 users", () => {
    const { caller } = start();
    const body = (count: number) => Array.from({ length: count }, () => ({ id: ada, acdAutoAnswer: true }));
    expect(caller.patch(path, body(50)).status).toBe(200);
    expect(caller.patch(path, body(51)).status).toBe(400);
    expect(caller.patch(path, []).status).toBe(400);
  });

  it("refuses the whole body for one unknown id; the rest may be written all the same", () => {
    const body = [
      { id: ada, acdAutoAnswer: true },
      { id: "nobody", acdAutoAnswer: true },
    ];
    const one = start();
    expect(one.caller.patch(path, body).status).toBe(404);
    expect(one.org.user(ada).acdAutoAnswer).toBe(false);
    const partial = start({ switches: { partialBulk: true, unknownUserInBulk: 400 } });
    expect(partial.caller.patch(path, body).status).toBe(400);
    expect(partial.org.user(ada).acdAutoAnswer).toBe(true);
  });
});
