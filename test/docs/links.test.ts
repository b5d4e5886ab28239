import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { codeOf, PAGES, type Page, ROOT, textOf } from "./pages.ts";

const ROOMS = readdirSync(join(ROOT, "src")).filter((room) => room !== "version.ts");

/** What a heading is called in a link. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, "")
    .replaceAll(" ", "-");
}

function anchorsOf(page: Page): ReadonlySet<string> {
  return new Set([...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading)));
}

describe.each(PAGES)("%s", (page) => {
  const targets = [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  const internal = targets.filter((target) => !/^https?:/.test(target));

  it("links to what exists", () => {
    const broken = internal.filter((target) => {
      const [path = "", anchor] = target.split("#");
      if (path !== "") return !existsSync(join(ROOT, dirname(page), path));
      return anchor !== undefined && !anchorsOf(page).has(anchor);
    });
    expect(broken).toEqual([]);
  });

  it("names source and test files that exist", () => {
    const named = codeOf(page).filter((code) => /^(src|test|schema|scripts)\/[\w./-]+$/.test(code));
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

describe("docs/architecture.md", () => {
  it("has a row for every room of src/, and names front doors that exist", () => {
    const rows = [...textOf("docs/architecture.md").matchAll(/^\| `([\w.]+)(\/?)` \| .+ \| (.+) \|$/gm)];
    const doors = rows.flatMap(([, room = "", folder = "", front = ""]) => {
      const files = [...front.matchAll(/`([\w.-]+\.ts)`/g)].map(([, file = ""]) => join(room, file));
      return folder === "/" ? [room, ...files] : [room];
    });
    const missing = doors.filter((door) => !existsSync(join(ROOT, "src", door)));
    expect(missing).toEqual([]);
    expect(doors).toEqual(expect.arrayContaining(ROOMS));
  });
});
