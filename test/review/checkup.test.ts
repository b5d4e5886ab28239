import { describe, expect, it } from "vitest";
import type { Checkup } from "../../src/model/checkup.ts";
import { renderCheckup } from "../../src/review/checkup.ts";
import { renderJson } from "../../src/review/json.ts";
import { HOSTILE, OBEYED } from "./samples.ts";

function checkupWith(text: string): Checkup {
  return {
    kind: "checkup",
    formatVersion: "1.0",
    toolVersion: "0.1.0",
    org: { id: text, name: text },
    exitCode: 1,
    checks: [
      { name: "node", verdict: "ok", message: text },
      { name: "write", verdict: "unknown", message: text },
      { name: "read", verdict: "warning", message: text, fix: text },
      { name: "region", verdict: "failed", message: text, fix: text },
    ],
  };
}

describe("renderCheckup()", () => {
  it("has a line for each check, what to do below it, and a count", () => {
    expect(renderCheckup(checkupWith("Words."), { color: false })).toBe(`ok           node          Words.
cannot tell  write         Words.
warning      read          Words.
                           fix: Words.
failed       region        Words.
                           fix: Words.

1 check failed, 1 warning, 1 could not be checked.
`);
  });

  it.each(HOSTILE)("is only seen, never obeyed, with %j in every place", (text) => {
    const shown = renderCheckup(checkupWith(text), { color: false });
    expect(shown.split("\n")).toHaveLength(9);
    expect(shown).not.toMatch(OBEYED);
    expect(renderJson(checkupWith(text))).not.toMatch(OBEYED);
  });
});
