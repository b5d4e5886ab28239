import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Change, Plan } from "../../src/model/plan.ts";
import { type Adoption, adoptInto } from "../../src/pipeline/adopt.ts";
import { chance } from "../../src/simulator/random.ts";
import { styled } from "../definitions/styles.ts";
import { expectValue, type Files } from "./gus.ts";
import { people } from "./people.ts";
import { gusFor, WHILE_SHRINKING } from "./runs.ts";
import { cases } from "./wishes.ts";

/** What adopting may be refused for: nothing that comes out only when an edit is read again. */
const REASONS = ["no-longer-exact", "profile-drifted", "shared-anchor", "manager-cycle"];

const FIELDS = ["title", "skills", "phones", "languages", "division", "locations", "employerInfo"];

/** Mostly everything of everybody. */
const choices = fc.record({
  fields: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    fc.uniqueArray(fc.constantFrom(...FIELDS), { minLength: 1, maxLength: 4 }),
  ),
  select: fc.constantFrom([], [], [], ["u[0-3]@*"]),
  profiles: fc.constantFrom(true, false),
});

describe("adopting any drift", { timeout: WHILE_SHRINKING }, () => {
  it("leaves no difference of what was adopted, every other one as it was, and every other line", async () => {
    let done = 0;
    await fc.assert(
      fc.asyncProperty(cases(people()), choices, fc.nat(), async (one, choice, seed) => {
        const { next } = chance(seed, "styles");
        const wishes = Object.entries(one.wishes).map(([path, file]) => [path, styled(file, next)]);
        const files: Files = Object.fromEntries(wishes);
        const gus = gusFor(one);
        const document = expectValue(await gus.plan(files, { kind: "drift" }));
        const made = adoptInto(sourcesOf(files), { document, cwd: ".", ...choice });
        if (!made.ok) {
          const codes = made.problems.map(({ code }) => code).filter((code) => code !== "nobody-selected");
          expect(codes.filter((code) => !REASONS.includes(code)).map(() => made.problems)).toEqual([]);
          return;
        }
        const after = withEdits(files, made.value);
        for (const path of Object.keys(files))
          expect(others(after[path], made.value)).toEqual(others(files[path], made.value));
        const again = await gus.plan(after, { kind: "drift" });
        // Through people whom the definitions do not manage.
        if (!again.ok && again.problems.every(({ code }) => code === "manager-cycle")) return;
        const gone = new Set(made.value.adopted.map(({ change }) => cellOf(change)));
        const left = differencesOf(document).filter(({ cell }) => !gone.has(cell));
        expect(differencesOf(expectValue(again))).toEqual(left);
        done += gone.size;
      }),
      { numRuns: 120 },
    );
    // A law about nothing holds always.
    expect(done).toBeGreaterThan(120);
  });
});

function sourcesOf(files: Files) {
  const encoder = new TextEncoder();
  return Object.entries(files).map(([path, text]) => ({ path, location: path, bytes: encoder.encode(text) }));
}

function withEdits(files: Files, { files: edited }: Adoption): Files {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  return { ...files, ...Object.fromEntries(edited.map(({ path, after }) => [path, decoder.decode(after)])) };
}

/** The lines of a file, line ends included, without those of users and layers that adopted something. */
function others(text = "", { adopted, atLayers }: Adoption): readonly string[] {
  if (atLayers.length > 0) return [];
  const emails = new Set(adopted.map(({ user }) => user.email));
  let own = false;
  return text.split(/(?<=\n)/).filter((line) => {
    const [, key] = /^ *["']?([^\s"'#:]+@[^\s"'#:]+?)["']? *:(?= *\r?$| +[{&#])/m.exec(line) ?? [];
    if (key !== undefined) own = emails.has(key);
    else if (/^["']?\w/.test(line)) own = false;
    return !own && !line.includes("@");
  });
}

function cellOf({ userId, field, key }: Change): string {
  return `${userId} ${field} ${key?.id ?? ""}`;
}

function differencesOf({ differences }: Plan) {
  return differences.map(({ source: _source, ...change }) => ({ cell: cellOf(change), ...change }));
}
