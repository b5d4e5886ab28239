import { describe, expect, it } from "vitest";
import { Interrupted } from "../../src/index.ts";
import type { Person } from "../../src/simulator/build.ts";
import { idOf } from "../../src/simulator/build.ts";
import {
  applied,
  crowd,
  emailOf,
  forAll,
  forbidden,
  reasonsOf,
  refusal,
  type Scene,
  told,
  writesOf,
} from "./stage.ts";

const MOVED = { division: "EMEA" };
const EMEA = idOf("division", "EMEA");

/** Everybody moves in one call, which is refused while one of them is in it. */
function moving(count: number, bad: number, answer: ReturnType<typeof refusal>): Scene {
  const people = crowd(count);
  const id = idOf("user", emailOf(bad));
  return {
    people,
    wishes: forAll(people, MOVED),
    answer: ({ path, body }) => (path.includes("/objects/USER") && body.includes(id) ? answer : undefined),
  };
}

function bodiesOf(run: Awaited<ReturnType<typeof applied>>): readonly number[] {
  return writesOf(run.org).map(({ body }) => (JSON.parse(body) as unknown[]).length);
}

describe("a refused call for many users", () => {
  it.each([
    ["409", refusal(409, "conflict", "The request conflicts with the target resource.")],
    ["400", refusal(400, "bad.request", "This user cannot be moved.")],
    ["404", refusal(404, "not.found", "There is no such user.")],
    ["403", forbidden("authorization:division:edit")],
  ])("%s is halved until only the bad user fails", async (_, answer) => {
    const run = await applied(moving(4, 2, answer));
    const expected = forAll(crowd(4), MOVED);
    for (const index of [0, 1, 3])
      expect(told(run)[emailOf(index)], emailOf(index)).toEqual(["move-division applied"]);
    expect(told(run)[emailOf(2)]).toEqual(["move-division failed"]);
    const divisions = Object.keys(expected).map((email) => run.org.user(email).divisionId === EMEA);
    expect(divisions).toEqual([true, true, false, true]);
    expect(run.events.filter(({ type }) => type === "conflict")).toEqual([]);
  });

  it("may have been applied for some, so nobody in it counts as not sent when the run ends before the halves", async () => {
    const interruption = new AbortController();
    const scene = moving(4, 0, refusal(404, "not.found", "There is no such user."));
    const run = await applied({
      ...scene,
      signal: interruption.signal,
      answer: (request, stage) => {
        const answer = scene.answer?.(request, stage);
        if (answer) interruption.abort(new Interrupted(130));
        return answer;
      },
    });
    expect(Object.values(told(run))).toEqual(Array.from({ length: 4 }, () => ["move-division unverified"]));
    expect(reasonsOf(run, emailOf(3))[0]).toContain("before it was known whether Genesys applied it");
  });

  it("one forbidden user of sixteen costs nobody else the move, however many halves are refused for it", async () => {
    const run = await applied(moving(16, 0, forbidden("authorization:division:edit")));
    expect(run.result.summary).toMatchObject({ applied: 15, failed: 1, skipped: 0 });
    expect(reasonsOf(run, emailOf(0))[0]).toContain("lacks permission authorization:division:edit");
    expect(run.org.users().filter(({ divisionId }) => divisionId === EMEA)).toHaveLength(15);
  });

  it("413 is halved until the calls are small enough", async () => {
    const people = crowd(8);
    const run = await applied({
      people,
      wishes: forAll(people, MOVED),
      answer: ({ path, body }) =>
        path.includes("/objects/USER") && JSON.parse(body).length > 2
          ? refusal(413, "request.entity.too.large", "The request is over the size limit.")
          : undefined,
    });
    expect(run.result.summary.applied).toBe(8);
    expect(bodiesOf(run)).toEqual([2, 2, 2, 2]);
  });

  it("drops whoever somebody changed, and sends the planned body for the rest", async () => {
    const people: readonly Person[] = crowd(3);
    const run = await applied({
      people,
      wishes: forAll(people, { acdAutoAnswer: true }),
      faults: [
        {
          kind: "second-writer",
          method: "GET",
          route: "/api/v2/organizations/me",
          nth: 1,
          when: "after",
          who: emailOf(1),
          edit: { acdAutoAnswer: true },
        },
      ],
    });
    expect(run.plan.operations.map(({ kind }) => kind)).toEqual(["auto-answer"]);
    expect(told(run)[emailOf(1)]).toEqual(["auto-answer already-applied"]);
    const [sent] = writesOf(run.org);
    expect(JSON.parse(sent?.body ?? "")).toEqual(
      [0, 2].map((index) => ({ id: idOf("user", emailOf(index)), acdAutoAnswer: true })),
    );
  });
});

describe("a 429 on a bulk call", () => {
  const flips = crowd(4).map(({ email }) => ({ email: `f${email}` }));
  const titled = crowd(12, { title: "Agent" });
  const last = emailOf(11);
  const scene: Scene = {
    people: [...flips, ...titled],
    wishes: { ...forAll(flips, { acdAutoAnswer: true }), ...forAll(titled, { title: "Lead" }) },
    connection: { concurrency: 3 },
    faults: [
      {
        kind: "throttle",
        retryAfter: { form: "seconds", seconds: 40 },
        method: "PATCH",
        route: "/api/v2/users/bulk",
        nth: 1,
      },
      {
        kind: "second-writer",
        method: "PATCH",
        route: "/api/v2/users/bulk",
        nth: 1,
        when: "before",
        who: last,
        edit: { title: "CEO" },
      },
    ],
  };

  it("makes later readings: whoever moved in the pause is compared anew, and held", async () => {
    const run = await applied(scene);
    expect(run.plan.operations[0]?.kind).toBe("auto-answer");
    expect(run.org.user(last).title).toBe("CEO");
    expect(told(run)[last]).toEqual(["update held"]);
    expect(run.result.summary).toMatchObject({ applied: 15, held: 1 });
  });

  it("with --strict-pins also whoever moved in something else is held", async () => {
    const [throttle, writer] = scene.faults ?? [];
    if (writer?.kind !== "second-writer" || !throttle) throw new Error("The scene has two faults");
    const faults = [throttle, { ...writer, edit: { department: "D" } }];
    const lax = await applied({ ...scene, faults });
    expect(told(lax)[last]).toEqual(["update applied"]);
    const strict = await applied({ ...scene, faults, settings: { strictPins: true } });
    expect(told(strict)[last]).toEqual(["update held"]);
    expect(strict.org.user(last).title).toBe("Agent");
    expect(strict.result.summary).toMatchObject({ applied: 15, held: 1 });
  });
});
