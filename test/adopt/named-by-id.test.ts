import { describe, expect, it } from "vitest";
import { adoptInto } from "../../src/pipeline/adopt.ts";
import { redactPlan } from "../../src/review/redact.ts";
import { idOf, worldOf } from "../../src/simulator/build.ts";
import { createOrg } from "../../src/simulator/org.ts";
import { expectValue, gusOn } from "../laws/gus.ts";

const TWIN = "0b5c0c2e-0000-4000-8000-000000000002";
const OLD = "0b5c0c2e-0000-4000-8000-000000000003";
const FILES = { "a.yaml": "version: 1\nusers: { ada@x.example: { skills: { Chat: 1 } } }\n" };

/** An organisation with two skills of one name, and with one that is not active and has the name of another. */
function organisation() {
  const world = worldOf({
    skills: ["Billing", "Chat"],
    users: [{ email: "ada@x.example", name: "Ada", skills: { Chat: 1 } }],
  });
  const more = [
    { id: TWIN, name: "Billing" },
    { id: OLD, name: "Chat", state: "inactive" as const },
  ];
  const org = createOrg({
    world: { ...world, skills: [...world.skills, ...more] },
    limiter: { limit: 1_000_000 },
  });
  return gusOn(org);
}

describe("a drift document", () => {
  it("says which things have names that are not theirs alone, so that adopting them plans nothing", async () => {
    const gus = organisation();
    const [ada] = gus.org.users();
    const ids = [TWIN, OLD, idOf("skill", "Chat")];
    gus.org.edit(ada?.id ?? "", () => ({ skills: ids.map((id) => ({ id, proficiency: 2 })) }));
    const document = expectValue(await gus.plan(FILES, { kind: "drift" }));
    expect(document.namedById).toEqual([TWIN, OLD]);
    expect(redactPlan(document, "values")).not.toHaveProperty("namedById");
    const sources = Object.entries(FILES).map(([path, text]) => ({
      path,
      location: path,
      bytes: new TextEncoder().encode(text),
    }));
    const adopted = expectValue(adoptInto(sources, { document, cwd: "." }));
    const text = new TextDecoder().decode(adopted.files[0]?.after);
    expect(text).toContain(`skills: { Chat: 2, "id:${TWIN}": 2, "id:${OLD}": 2 }`);
    expect(expectValue(await gus.plan({ "a.yaml": text }, { kind: "drift" })).differences).toEqual([]);
  });

  it("says nothing of it where every name is", async () => {
    const gus = organisation();
    const [ada] = gus.org.users();
    gus.org.edit(ada?.id ?? "", () => ({ skills: [{ id: idOf("skill", "Chat"), proficiency: 3 }] }));
    expect(expectValue(await gus.plan(FILES, { kind: "drift" }))).not.toHaveProperty("namedById");
  });
});
