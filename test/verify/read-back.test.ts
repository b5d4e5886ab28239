import { describe, expect, it } from "vitest";
import type { SimRequest } from "../../src/simulator/http.ts";
import { PHONE_SHAPES } from "../../src/simulator/phones.ts";
import { applied, crowd, forAll, reasonsOf, type Scene, type Stage, told, writes } from "../apply/stage.ts";

const ADA = "ada@x.example";
const TITLE: Scene = { people: [{ email: ADA, title: "Agent" }], wishes: { [ADA]: { title: "Lead" } } };
const COMING: Scene = {
  people: [{ email: ADA, title: "Agent", state: "inactive" }],
  wishes: { [ADA]: { state: "active", title: "Lead" } },
};
const ONE_USER = "/api/v2/users/{userId}";
const PUT_BACK = { kind: "second-writer", edit: { title: "Agent" } } as const;

/** Genesys accepts the nth PATCH of a title, raises the version and keeps the title as it was. */
function ignoring(...nths: readonly number[]): NonNullable<Scene["answer"]> {
  let seen = 0;
  return (request: SimRequest, { org, clock }: Stage) => {
    if (request.method !== "PATCH" || !request.body.includes("title")) return undefined;
    seen += 1;
    if (!nths.includes(seen)) return undefined;
    const { title: _title, ...rest } = JSON.parse(request.body);
    return org.handle({ ...request, body: JSON.stringify(rest) }, clock.now());
  };
}

describe("verify never writes again what somebody put back", () => {
  it("before an activation that met a conflict", async () => {
    const run = await applied({
      ...COMING,
      faults: [{ ...PUT_BACK, method: "PATCH", nth: 2, when: "before" }],
    });
    expect(told(run)).toEqual({ [ADA]: ["update changed-since", "activate applied"] });
    expect(run.org.user(ADA)).toMatchObject({ title: "Agent", state: "active" });
    expect(run.org.applied.at(-1)?.after.state).toBe("active");
    expect(run.result.exitCode).toBe(3);
  });

  it("while our own calls moved the version without telling it", async () => {
    const run = await applied({
      ...COMING,
      wishes: { [ADA]: { state: "active", title: "Lead", skills: { Billing: 2 } } },
      faults: [
        {
          ...PUT_BACK,
          method: "PATCH",
          route: "/api/v2/users/{userId}/routingskills/bulk",
          nth: 1,
          when: "after",
        },
      ],
    });
    expect(told(run)[ADA]?.slice(1)).toEqual(["merge-skills applied", "activate applied"]);
    expect(told(run)[ADA]?.[0]).toMatch(/^update (not-persisted|changed-since)$/);
    expect(run.org.user(ADA).title).toBe("Agent");
    expect(run.result.exitCode).toBe(3);
  });

  it("right after our write", async () => {
    const run = await applied({
      ...TITLE,
      faults: [{ ...PUT_BACK, method: "PATCH", nth: 1, when: "after" }],
    });
    expect(told(run)).toEqual({ [ADA]: ["update changed-since"] });
    expect(run.org.user(ADA).title).toBe("Agent");
    expect(writes(run)).toHaveLength(1);
  });

  it("once reading back has shown it, though a later call that was dropped had told the very version that stands now", async () => {
    const run = await applied({
      ...COMING,
      faults: [
        { kind: "silent-drop", method: "PATCH", nth: 2 },
        { ...PUT_BACK, method: "GET", route: "/api/v2/users/{userId}", nth: 2, when: "after" },
      ],
    });
    expect(told(run)).toEqual({ [ADA]: ["update changed-since", "activate applied"] });
    expect(run.org.user(ADA)).toMatchObject({ title: "Agent", state: "active" });
    expect(writes(run)).toHaveLength(3);
  });

  it("though a later read lags behind the one that showed it", async () => {
    const run = await applied({
      ...TITLE,
      faults: [
        { kind: "lag", ms: 10_000, method: "GET", route: "/api/v2/users", nth: 1 },
        { ...PUT_BACK, edit: { title: "CEO" }, method: "GET", route: ONE_USER, nth: 2, when: "before" },
        { kind: "lag", ms: 2500, method: "GET", route: ONE_USER, nth: 3 },
      ],
    });
    expect(told(run)).toEqual({ [ADA]: ["update changed-since"] });
  });

  it("between reading back and writing once more", async () => {
    const run = await applied({
      ...TITLE,
      answer: ignoring(1),
      faults: [{ kind: "second-writer", method: "PATCH", nth: 2, when: "before", edit: { title: "CEO" } }],
    });
    expect(told(run)).toEqual({ [ADA]: ["update held"] });
    expect(run.org.user(ADA).title).toBe("CEO");
  });
});

describe("verify", () => {
  it("says that another value stands now", async () => {
    const run = await applied({
      ...TITLE,
      faults: [{ kind: "second-writer", method: "PATCH", nth: 1, when: "after", edit: { title: "CEO" } }],
    });
    expect(told(run)).toEqual({ [ADA]: ["update changed-since"] });
    expect(run.result.outcomes[0]?.conflicts).toEqual([
      { field: "title", base: "Agent", live: "CEO", desired: "Lead" },
    ]);
  });

  it("does not mind what somebody did to a field that nobody wrote", async () => {
    const run = await applied({
      ...TITLE,
      faults: [{ kind: "second-writer", method: "PATCH", nth: 1, when: "after", edit: { department: "D" } }],
    });
    expect(told(run)).toEqual({ [ADA]: ["update applied"] });
    expect(run.result.exitCode).toBe(0);
  });

  it("writes once more, pinned, what was accepted and did not stay", async () => {
    const run = await applied({ ...TITLE, answer: ignoring(1) });
    expect(told(run)).toEqual({ [ADA]: ["update applied"] });
    expect(run.org.user(ADA)).toMatchObject({ title: "Lead", version: 3 });
    expect(writes(run)).toHaveLength(2);
  });

  it("follows the chain of our own versions: also when an activation came after what did not stay", async () => {
    const run = await applied({ ...COMING, answer: ignoring(1) });
    expect(told(run)).toEqual({ [ADA]: ["update applied", "activate applied"] });
    expect(run.org.user(ADA).title).toBe("Lead");
  });

  it("writes no third time", async () => {
    const run = await applied({ ...TITLE, answer: ignoring(1, 2) });
    expect(told(run)).toEqual({ [ADA]: ["update not-persisted"] });
    expect(reasonsOf(run, ADA)).toEqual(["Accepted by Genesys, but title still shows the value before"]);
    expect(writes(run)).toHaveLength(2);
    expect(run.result.exitCode).toBe(3);
  });

  const IN_PART: Scene = {
    people: [
      {
        email: ADA,
        addresses: [
          PHONE_SHAPES.number("+34910000000"),
          { mediaType: "EMAIL", type: "HOME", address: "home@x.example" },
        ],
      },
    ],
    wishes: { [ADA]: { phones: null, otherEmails: null } },
    switches: { emptyAddresses: "clears-phones" },
  };

  it("blames nobody for a list of which Genesys stored a part", async () => {
    const run = await applied(IN_PART);
    expect(told(run)).toEqual({ [ADA]: ["update not-persisted"] });
    expect(reasonsOf(run, ADA)).toEqual([
      "Accepted by Genesys, but otherEmails.HOME still shows the value before",
    ]);
    expect(writes(run)).toHaveLength(1);
  });

  it("nor for one whose write was answered unclearly, of which nobody can tell", async () => {
    const run = await applied({
      ...IN_PART,
      faults: [{ kind: "failure", method: "PATCH", status: 504, applied: "yes", nth: 1 }],
    });
    expect(told(run)).toEqual({ [ADA]: ["update unverified"] });
    expect(reasonsOf(run, ADA)).toEqual([
      "Sent and answered unclearly; live shows only a part of it, which somebody else may have written",
    ]);
    expect(writes(run)).toHaveLength(1);
  });

  it("writes a versionless call once more when nothing of it stayed", async () => {
    const run = await applied({
      people: [{ email: ADA }],
      wishes: { [ADA]: { skills: { Billing: 2 } } },
      faults: [{ kind: "silent-drop", method: "PATCH", nth: 1 }],
    });
    expect(told(run)).toEqual({ [ADA]: ["merge-skills applied"] });
    expect(run.org.user(ADA).skills).toHaveLength(1);
    expect(writes(run)).toHaveLength(2);
  });

  it("waits for reads that lag, and then finds everything as planned", async () => {
    const run = await applied({
      ...TITLE,
      faults: [{ kind: "lag", ms: 10_000, method: "GET", nth: 3, times: 5 }],
    });
    expect(told(run)).toEqual({ [ADA]: ["update applied"] });
    expect(writes(run)).toHaveLength(1);
    expect(run.clock.sleeps.filter((ms) => ms >= 1000)).toEqual([1000, 2000, 4000, 8000]);
  });

  it("calls unverified what reads do not show within the wait", async () => {
    const run = await applied({
      ...TITLE,
      settings: { verifyWaitMs: 7000 },
      faults: [{ kind: "silent-drop", method: "PATCH", nth: 1 }],
    });
    expect(told(run)).toEqual({ [ADA]: ["update unverified"] });
    expect(reasonsOf(run, ADA)).toEqual(["Accepted by Genesys, but reads do not show title yet"]);
    expect(writes(run)).toHaveLength(1);
    expect(run.result.exitCode).toBe(3);
  });

  it("calls unverified what cannot be read back", async () => {
    const run = await applied({
      people: [{ email: ADA, certifications: ["A"] }],
      wishes: { [ADA]: { certifications: ["B"] } },
      faults: [{ kind: "partial-expand", expand: "certifications", method: "GET", nth: 4, times: 100 }],
    });
    expect(told(run)).toEqual({ [ADA]: ["update unverified"] });
    expect(run.org.user(ADA).certifications).toEqual(["B"]);
  });

  it("reads nothing back when nothing was written", async () => {
    const run = await applied({
      ...TITLE,
      faults: [
        {
          kind: "second-writer",
          route: "/api/v2/organizations/me",
          nth: 1,
          when: "after",
          who: ADA,
          edit: { title: "Lead" },
        },
      ],
    });
    expect(told(run)).toEqual({ [ADA]: ["update already-applied"] });
    expect(run.result.calls).toMatchObject({ reads: 3, writes: 0 });
  });
});

describe("writing once more what did not stay", () => {
  it("reads all of them together before the first, and nobody else", async () => {
    const people = crowd(4);
    const run = await applied({
      people,
      wishes: forAll(people, { skills: { Billing: 2 } }),
      faults: [{ kind: "silent-drop", method: "PATCH", times: 3 }],
    });
    expect(run.result).toMatchObject({ exitCode: 0, summary: { applied: 4 } });
    const asked = run.org.log.map(({ method, path }) => `${method} ${path}`);
    const firstAgain = asked.findLastIndex(
      (call, index) => call.startsWith("PATCH") && writesUpTo(asked, index) === 5,
    );
    expect(asked[firstAgain - 1]).toMatch(/^GET \/api\/v2\/users\?id=[^&]+%2C[^&]+%2C[^&]+&pageSize=3/);
    expect(asked.slice(firstAgain, firstAgain + 3).every((call) => call.startsWith("PATCH"))).toBe(true);
  });
});

function writesUpTo(calls: readonly string[], index: number): number {
  return calls.slice(0, index + 1).filter((call) => call.startsWith("PATCH")).length;
}
