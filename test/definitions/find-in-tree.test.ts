import { describe, expect, it } from "vitest";
import { findInTree, type TreeEntry } from "../../src/definitions/find-in-tree.ts";

/** A tree of files; `-> target` makes a link of an entry, `@` a repository of its own. */
function treeOf(...entries: readonly string[]): ReadonlyMap<string, TreeEntry> {
  return new Map(
    entries.map((entry): [string, TreeEntry] => {
      const [path = "", target] = entry.split(" -> ");
      if (path.endsWith("@")) return [path.slice(0, -1), { kind: "repository" }];
      return [path, target === undefined ? { kind: "file" } : { kind: "link", target }];
    }),
  );
}

function found(paths: readonly string[], ...entries: readonly string[]): readonly string[] {
  return findInTree(paths, treeOf(...entries)).files;
}

describe("findInTree()", () => {
  it("finds YAML files in folders, deep and sorted, but for hidden ones and node_modules", () => {
    const files = [
      "d/b.yml",
      "d/a.yaml",
      "d/s/c.yaml",
      "d/x.txt",
      "d/.h/d.yaml",
      "d/node_modules/e.yaml",
      "f.yaml",
    ];
    expect(found(["d"], ...files)).toEqual(["d/a.yaml", "d/b.yml", "d/s/c.yaml"]);
    expect(found(["."], ...files)).toEqual(["d/a.yaml", "d/b.yml", "d/s/c.yaml", "f.yaml"]);
  });

  it("takes a named file whatever its name, once, and nothing for a path that is not there", () => {
    expect(found(["d", "d/users.txt", "d/a.yaml"], "d/users.txt", "d/a.yaml")).toEqual([
      "d/a.yaml",
      "d/users.txt",
    ]);
    expect(found(["gone", "d/a"], "d/a.yaml")).toEqual([]);
  });

  it("follows links to files and folders, also on the way", () => {
    expect(found(["d"], "d -> e/f", "e/f/a.yaml")).toEqual(["e/f/a.yaml"]);
    expect(found(["d/s/a.yaml"], "d/s -> ../e", "e/a.yaml")).toEqual(["e/a.yaml"]);
    expect(found(["d"], "d/l.yaml -> ../real.txt", "real.txt")).toEqual(["real.txt"]);
  });

  it("ends where links lead in circles, and does not leave the repository", () => {
    expect(found(["d"], "d/a -> b", "d/b -> a", "d/up -> ..", "d/c.yaml")).toEqual(["d/c.yaml"]);
    expect(found(["d"], "d/out.yaml -> ../../x.yaml", "d/abs.yaml -> /x.txt", "d/x.txt", "x.yaml")).toEqual(
      [],
    );
  });

  it("says so of a repository within the repository", () => {
    const { files, problems } = findInTree(["d"], treeOf("d/sub@", "d/a.yaml"));
    expect(files).toEqual(["d/a.yaml"]);
    expect(problems).toMatchObject([{ code: "not-readable", message: expect.stringContaining("submodule") }]);
    expect(findInTree(["d/sub/users"], treeOf("d/sub@")).problems).toHaveLength(1);
  });
});
