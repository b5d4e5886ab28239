import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CODES } from "../../src/definitions/codes.ts";
import type { Definitions } from "../../src/model/definitions.ts";
import type { Checked } from "../../src/model/problem.ts";
import { applied } from "./applied.ts";
import { cellsOf, definitionsOf, read } from "./reading.ts";
import { reordered, type World, worlds } from "./worlds.ts";

describe("readDefinitions() laws", () => {
  it("valid definitions are read", () => {
    fc.assert(fc.property(worlds, (world) => read(written(world)).ok));
  });

  it("the order of files and of keys means nothing", () => {
    const shuffles = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(worlds, shuffles, (world, numbers) => {
        const random = () => numbers.next().value ?? 0;
        const files = Object.entries(world).toReversed();
        const other = Object.fromEntries(files.map(([path, file]) => [path, reordered(file, random)]));
        expect(meaning(read(written(other as World)))).toEqual(meaning(read(written(world))));
      }),
    );
  });

  it("merging is as if each layer were applied to a user in turn", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { users } = definitionsOf(read(written(world)));
        expect(Object.fromEntries(users.map((user) => [user.email, cellsOf(user)]))).toEqual(applied(world));
      }),
    );
  });

  it("fields taken out leave nothing, and every cell belongs to a managed field", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        for (const { managed, cells, exact } of definitionsOf(read(written(world))).users)
          for (const field of [...cells.map((cell) => cell.field), ...exact.keys()])
            expect(managed).toContain(field);
      }),
    );
  });

  it("any bytes give definitions or problems, never an exception", () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    fc.assert(fc.property(bytes, (content) => isChecked(read({ "a.yaml": content }))));
  });

  it("any text of YAML's signs gives definitions or problems", () => {
    const sign = fc.constantFrom(
      ..."\n\n  \t:-?[]{},#&*!|>'\"%@`~<=ab01.é\u2028\ud800",
      "users:",
      "version: 1\n",
    );
    const text = fc.string({ unit: sign, maxLength: 80 });
    fc.assert(
      fc.property(text, (content) => isChecked(read({ "a.yaml": content }))),
      { numRuns: 500 },
    );
  });

  it("definitions with a few characters changed give definitions or problems", () => {
    const edit = fc.tuple(fc.nat(), fc.nat(4), fc.string({ maxLength: 4 }));
    fc.assert(
      fc.property(worlds, fc.array(edit, { minLength: 1, maxLength: 4 }), (world, edits) => {
        const files = Object.entries(written(world)).map(([path, text]) => [
          path,
          edits.reduce(edited, text),
        ]);
        return isChecked(read(Object.fromEntries(files)));
      }),
      { numRuns: 150 },
    );
  });
});

function written(world: World): Readonly<Record<string, string>> {
  const files = Object.entries(world).map(([path, file]) => [path, JSON.stringify(file, undefined, 1)]);
  return Object.fromEntries(files);
}

/** Definitions without the places, which move with the keys. */
function meaning(checked: Checked<Definitions>): unknown {
  const { users, accepted, files } = definitionsOf(checked);
  return {
    paths: files.map(({ path }) => path),
    accepted: accepted.map(({ rule, upTo }) => [rule, upTo]),
    users: users.map(({ email, cells, exact, managed }) => ({
      email,
      cells: cells.map(({ field, key, value, from }) => ({ field, key, value: unordered(value), from })),
      exact: [...exact.keys()],
      managed: [...managed],
    })),
  };
}

function unordered(value: unknown): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : value;
}

function edited(text: string, [at, cut, insert]: readonly [number, number, string]): string {
  const start = at % (text.length + 1);
  return text.slice(0, start) + insert + text.slice(start + cut);
}

function isChecked(checked: Checked<Definitions>): boolean {
  if (checked.ok) return true;
  for (const { code, message, fix } of checked.problems) {
    expect(Object.keys(CODES)).toContain(code);
    expect(message).toMatch(/^(?:Found|Cannot) /);
    expect(fix).not.toBe("");
    expect(`${message}${fix}`).not.toMatch(/undefined|\[object|Symbol/);
  }
  return checked.problems.length > 0;
}
