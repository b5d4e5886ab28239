import { describe, expect, it } from "vitest";
import type { Definitions, WrittenCell } from "../../src/model/definitions.ts";
import { adoptionLine, renderAdoption } from "../../src/review/adoption.ts";
import { renderEdits } from "../../src/review/edits.ts";
import { ADA, BOB, change, HOSTILE, keyed, OBEYED, ref } from "./samples.ts";

const place = (file: string, line: number) => ({ file, line, column: 5 });
const PLAIN = { color: false };

/** A title that overrides a profile, a skill that is gone, and a department that a profile says for two, with one text in every place. */
function adoption(text: string) {
  const source = place(`${text}.yaml`, 7);
  const from = `profile ${text}`;
  const asked = (field: string, line: number): WrittenCell => ({
    field,
    value: text,
    source: place(text, line),
    from,
  });
  const user = { email: text, source };
  const title = { user, change: change(ADA.id, "title", text, "Agent"), asked: asked("title", 3) };
  const skill = { user, key: text, change: keyed(ADA.id, "skills", ref(1, text), null, 3) };
  const shared = asked("department", 4);
  const department = (id: string) => ({
    user,
    change: change(id, "department", text, "Care"),
    asked: shared,
  });
  const both = [department(ADA.id), department(BOB.id)];
  const cell = (field: string, line: number): WrittenCell => ({
    field,
    value: text,
    source: place(`${text}.yaml`, line),
    from: "user",
  });
  const cells = [
    cell("title", 8),
    { ...cell("skills", 9), key: "other" },
    { ...cell("department", 2), from },
  ];
  const written = {
    email: text,
    source,
    renameEmail: false,
    cells,
    exact: new Map(),
    managed: new Set<string>(),
  };
  const definitions: Definitions = { files: [], users: [written], accepted: [] };
  return { adopted: [title, skill, ...both], atLayers: [{ from: shared, adopted: both }], definitions };
}

function edits(text: string) {
  const encoder = new TextEncoder();
  const [before, after] = ["title: Agent\r\n", `title: ${text}\r\n`].map((line) => encoder.encode(line));
  return before && after ? [{ path: text, before, after }] : [];
}

describe("renderAdoption()", () => {
  it("tells line by line what the definitions say anew, and what they override", () => {
    expect(renderAdoption(adoption("ada"), PLAIN)).toBe(
      [
        'ada.yaml:2  profile ada  department: "Care" → "ada"  for 2 users',
        'ada.yaml:8  ada          title: "Agent" → "ada"  overrides profile ada (ada:3)',
        "ada.yaml:9  ada          skills.ada: 3 → (unset)",
        "",
      ].join("\n"),
    );
  });

  it.each(HOSTILE)("has no more lines with %j in every place, and nothing that a terminal obeys", (text) => {
    const shown = renderAdoption(adoption(text), PLAIN);
    expect(shown.split("\n")).toHaveLength(4);
    expect(shown).not.toMatch(OBEYED);
  });

  it("says what it came to", () => {
    expect(adoptionLine(adoption("a"), 1, false)).toBe("Adopted 4 live values of 2 users in 1 file.");
    expect(adoptionLine(adoption("a"), 2, true)).toBe(
      "Nothing was written. Without --dry-run: 4 live values of 2 users in 2 files.",
    );
    expect(adoptionLine({ adopted: [] }, 0, true)).toBe("Nothing to adopt.");
  });
});

describe("renderEdits()", () => {
  it("is a unified diff", () => {
    expect(renderEdits(edits("Lead"), PLAIN)).toBe(
      "--- a/Lead\n+++ b/Lead\n@@ -1,1 +1,1 @@\n-title: Agent\n+title: Lead\n",
    );
  });

  it.each(HOSTILE.filter((text) => !text.includes("\n")))(
    "shows %j, and nothing that a terminal obeys",
    (text) => {
      const shown = renderEdits(edits(text), PLAIN);
      expect(shown.split("\n")).toHaveLength(6);
      expect(shown).not.toMatch(OBEYED);
    },
  );
});
