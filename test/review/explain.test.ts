import { describe, expect, it } from "vitest";
import type { WrittenCell, WrittenUser } from "../../src/model/definitions.ts";
import type { Place } from "../../src/model/problem.ts";
import { renderExplain } from "../../src/review/explain.ts";
import { PLAIN } from "./samples.ts";

function at(line: number): Place {
  return { file: "definitions/care.yaml", line, column: 5 };
}

function cell(
  field: string,
  value: WrittenCell["value"],
  line: number,
  from: string,
  key?: string,
): WrittenCell {
  return { field, value, source: at(line), from, ...(key === undefined ? {} : { key }) };
}

const USER: WrittenUser = {
  email: "ada@example.com",
  source: at(10),
  previously: { value: "ada.byron@example.com", source: at(20) },
  renameEmail: false,
  cells: [
    cell("title", "Senior Agent", 12, "user"),
    cell("department", "Care", 4, "profile agent"),
    cell("division", "EMEA", 2, "defaults"),
    cell("skills", 4, 6, "profile billing-l2", "Billing"),
    cell("skills", null, 15, "user", "Retention"),
    cell("phones", { number: "+34910000001", extension: "4711" }, 16, "user", "WORK"),
  ],
  exact: new Map([["skills", at(3)]]),
  managed: new Set(["title", "department", "division", "skills", "phones", "languages"]),
};

describe("renderExplain()", () => {
  it("shows each value with its place and who said so", async () => {
    await expect(renderExplain(USER, undefined, PLAIN)).toMatchFileSnapshot("golden/explain.txt");
  });

  it("narrows to a field with its keys, or to one key", () => {
    expect(renderExplain(USER, "skills", PLAIN).split("\n")).toHaveLength(5);
    const one = renderExplain(USER, "skills.Billing", PLAIN);
    expect(one).toContain("profile billing-l2");
    expect(one).not.toContain("Retention");
  });

  it("says what it means that nothing is asked", () => {
    expect(renderExplain(USER, "manager", PLAIN)).toContain(
      "manager is not managed for this user: whatever is live stays as it is.",
    );
    expect(renderExplain(USER, "languages", PLAIN)).toContain(
      "languages is managed, but nothing is asked of it.",
    );
  });
});
