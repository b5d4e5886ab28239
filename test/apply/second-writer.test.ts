import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OutcomeStatus } from "../../src/index.ts";
import type { Fault } from "../../src/simulator/faults.ts";
import type { AppliedWrite } from "../../src/simulator/ledger.ts";
import type { LogEntry } from "../../src/simulator/org.ts";
import type { Switches } from "../../src/simulator/switches.ts";
import { liveEdits } from "../laws/edits.ts";
import { expectValue } from "../laws/gus.ts";
import { emailOf, people } from "../laws/people.ts";
import { type Applied, editsOf, gusFor, unexplained } from "../laws/runs.ts";
import { cellsOf } from "../laws/untouched.ts";
import { type Case, cases, written as filesOf } from "../laws/wishes.ts";

/** What becomes of users while somebody else writes them. Nothing is left in the dark. */
const TOLD: readonly OutcomeStatus[] = [
  "applied",
  "already-applied",
  "held",
  "contended",
  "changed-since",
  "not-persisted",
  // Accepted, while value and version stay as they were: an org may take a write for one that changes nothing.
  "unverified",
  "failed",
  "skipped",
];

type SecondWriter = Extract<Fault, { readonly kind: "second-writer" }>;

const somewhere = {
  nth: fc.integer({ min: 1, max: 10 }),
  when: fc.constantFrom("before" as const, "after" as const),
};

/** Somebody edits one of the first three people before or after any request of the run. */
const secondWriter: fc.Arbitrary<SecondWriter> = fc
  .record({ ...somewhere, who: fc.nat(2), edit: liveEdits })
  .map(({ nth, when, who, edit }) => ({
    kind: "second-writer",
    nth,
    when,
    who: emailOf(who),
    edit: edit.change,
  }));

/** What else may come in between: a pause that outlasts every comparison, or an answer that leaves all open. */
const trouble: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    kind: fc.constant("throttle"),
    nth: somewhere.nth,
    retryAfter: fc.constant({ form: "seconds", seconds: 40 }),
  }),
  fc.record({
    kind: fc.constant("failure"),
    nth: fc.integer({ min: 1, max: 4 }),
    method: fc.constantFrom("PATCH", "PUT", "POST", "DELETE"),
    status: fc.constant(503),
    applied: fc.constantFrom("yes", "no"),
  }),
) as fc.Arbitrary<Fault>;

const switches: fc.Arbitrary<Partial<Switches>> = fc.record({
  subresourceRaisesVersion: fc.boolean(),
  noopRaisesVersion: fc.boolean(),
  versionMismatch: fc.constantFrom("409", "400", "either"),
});

const scenes = fc.record({
  one: cases(people({ most: 3 })),
  switches,
  writer: secondWriter,
  trouble: fc.option(trouble, { nil: undefined }),
});

interface Scene {
  readonly one: Case;
  readonly switches: Partial<Switches>;
  readonly writer: SecondWriter;
  readonly trouble: Fault | undefined;
}

interface Run extends Applied {
  /** Whether the edit came before the request that woke it, or after. */
  readonly when: "before" | "after";
  /** What was asked while the plan was applied. */
  readonly log: readonly LogEntry[];
}

async function runOf({ one, switches: positions, writer, trouble: other }: Scene): Promise<Run> {
  fc.pre(one.people.some(({ email }) => email === writer.who));
  const gus = gusFor(one, positions);
  const before = gus.org.users();
  const files = filesOf(one.wishes);
  const plan = expectValue(await gus.plan(files));
  fc.pre(plan.operations.length > 0);
  const planned = gus.org.log.length;
  gus.org.faults.add(writer, ...(other ? [other] : []));
  const result = expectValue(await gus.apply(plan));
  gus.org.faults.clear();
  const log = gus.org.log.slice(planned);
  const next = expectValue(await gus.plan(files));
  return { gus, files, before, plan, result, next, log, when: writer.when };
}

/** A value that another client set and that no longer stands, with the write of ours that took its place. */
interface Lost {
  readonly cell: string;
  readonly edit: AppliedWrite;
  readonly write: AppliedWrite | undefined;
}

/** Values that the plan had found are left out: whoever sets them again cannot be told from nobody. */
function lostEdits({ gus: { org }, before }: Run): readonly Lost[] {
  return editsOf(org).flatMap((edit) => {
    const [from, to] = [cellsOf(edit.before), cellsOf(edit.after)];
    const now = cellsOf(org.user(edit.userId));
    const base = cellsOf(before.find(({ id }) => id === edit.userId) ?? edit.before);
    const set = Object.keys({ ...from, ...to }).filter((cell) => !isDeepStrictEqual(from[cell], to[cell]));
    const lost = set.filter(
      (cell) => !isDeepStrictEqual(to[cell], base[cell]) && !isDeepStrictEqual(to[cell], now[cell]),
    );
    const later = org.applied.slice(org.applied.indexOf(edit) + 1);
    return lost.map((cell) => ({
      cell,
      edit,
      write: later.find(
        (write) => write.userId === edit.userId && !isDeepStrictEqual(cellsOf(write.after)[cell], to[cell]),
      ),
    }));
  });
}

/** Members that reads show only when asked for. */
const EXPANDED = ["skills", "languages", "locations", "profileSkills", "certifications", "employerInfo"];

/** Reads of ours that showed a user after an edit. */
function readsOf({ log, when }: Run, edit: AppliedWrite): readonly LogEntry[] {
  const first = when === "before" ? edit.request : edit.request + 1;
  return log.filter(
    ({ method, status, userIds, number }) =>
      method === "GET" && status === 200 && number >= first && userIds.includes(edit.userId),
  );
}

/** Those of them that showed this value. */
function readsShowing(run: Run, edit: AppliedWrite, cell: string): readonly LogEntry[] {
  const field = cell.split("/")[0] ?? cell;
  return readsOf(run, edit).filter(
    ({ path }) => !EXPANDED.includes(field) || decodeURIComponent(path).includes(field),
  );
}

function isVersionless(write: AppliedWrite | undefined): boolean {
  return write !== undefined && write.path !== `/api/v2/users/${write.userId}`;
}

/** Fields that the plan writes, by user. */
function written({ plan }: Run): readonly string[] {
  return plan.operations.flatMap(({ changes }) => changes.map(({ userId, field }) => `${userId} ${field}`));
}

describe("a second writer's edit", () => {
  it("is lost only between our last read and a call that takes no version, and only where the plan writes", async () => {
    await fc.assert(
      fc.asyncProperty(scenes, async (scene) => {
        const run = await runOf(scene);
        for (const { cell, edit, write } of lostEdits(run)) {
          const shown = readsShowing(run, edit, cell).filter(({ number }) => number < (write?.request ?? 0));
          expect({ cell, versionless: isVersionless(write), shown }).toEqual({
            cell,
            versionless: true,
            shown: [],
          });
          expect(written(run)).toContain(`${edit.userId} ${cell.split("/")[0]}`);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("leaves nobody in the dark: whatever was seen and is not as planned has an outcome that says so", async () => {
    await fc.assert(
      fc.asyncProperty(scenes, async (scene) => {
        const run = await runOf(scene);
        expect(run.result.stopped).toBeUndefined();
        expect(run.result.outcomes.filter(({ status }) => !TOLD.includes(status))).toEqual([]);
        const [edit] = editsOf(run.gus.org);
        if (!edit || readsOf(run, edit).length > 0) expect(unexplained(run)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
