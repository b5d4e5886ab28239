import { describe, expect, it } from "vitest";
import { OUTCOME_STATUSES, type Result } from "../../src/model/outcome.ts";
import { renderJunit } from "../../src/review/junit.ts";
import { ADA, BOB, fullResult, outcome, resultOf } from "./samples.ts";
import { type Element, elementIn } from "./xml.ts";

function suiteOf(result: Result): Element {
  const [suite] = elementIn(renderJunit(result)).children;
  if (!suite) throw new Error("No suite");
  return suite;
}

describe("renderJunit()", () => {
  it("shows one of everything", async () => {
    await expect(renderJunit(fullResult())).toMatchFileSnapshot("golden/junit.xml");
  });

  it.each(OUTCOME_STATUSES)("takes %s for what it is", (status) => {
    const [only] = suiteOf(resultOf([outcome(ADA, status, { reason: "Because" })])).children;
    const verdict = only?.children.map(({ name, attributes }) => [name, attributes.type ?? ""].join(" "));
    const passed = ["applied", "already-applied"];
    const skipped = ["skipped", "not-sent"];
    const failure = skipped.includes(status) ? "skipped " : `failure ${status}`;
    expect(verdict).toEqual(passed.includes(status) ? [] : [failure]);
  });

  it("fails a user with one failure among what was done and skipped, and counts users once", () => {
    const statuses = ["applied", "skipped", "failed", "skipped"] as const;
    const outcomes = statuses.map((status) => outcome(ADA, status, { reason: `${status}!` }));
    const suite = suiteOf(resultOf([...outcomes, outcome(BOB, "not-sent")]));
    expect(suite.attributes).toMatchObject({ tests: "2", failures: "1", skipped: "1", errors: "0" });
    const [ada] = suite.children;
    expect(ada?.children).toMatchObject([
      { attributes: { message: "failed!" }, text: "skipped: skipped!\nfailed: failed!" },
    ]);
  });

  it("does not pass a run that was stopped before it did anything", () => {
    const suite = suiteOf(resultOf([], { stopped: { code: "deadline", message: "No time left" } }));
    expect(suite.attributes).toMatchObject({ tests: "1", errors: "1" });
    expect(suite.children[0]?.children).toMatchObject([
      { name: "error", attributes: { type: "deadline", message: "No time left" } },
    ]);
  });

  it("tells no time that nobody took", () => {
    const suite = suiteOf(fullResult());
    expect(suite.attributes.time).toBe("65");
    for (const one of suite.children) expect(one.attributes).not.toHaveProperty("time");
  });

  it("lets hostile texts be read as they are shown", () => {
    const text = '<b>"it\'s" ]]> & co</b>';
    const [only] = suiteOf(resultOf([outcome({ ...ADA, email: text }, "held", { reason: text })])).children;
    expect(only?.attributes.name).toBe(text);
    expect(only?.children[0]?.text).toBe(`held: ${text}`);
  });
});

describe("elementIn()", () => {
  const DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n';

  it.each([
    "<a>",
    "<a></b>",
    "<a/><b/>",
    "<a>&</a>",
    "<a>&amp;</a>",
    "<a>]]></a>",
    '<a b="<"/>',
    '<a b="1" b="2"/>',
    "<a b='1'/>",
    "<a>\u0001</a>",
    "<a>\ufffe</a>",
    "<a>\ud800</a>",
    "<!-- --><a/>",
    "text",
  ])("does not take %j for well-formed", (text) => {
    expect(() => elementIn(`${DECLARED}${text}`)).toThrow();
  });

  it("reads what is well-formed", () => {
    expect(elementIn(`${DECLARED}<a b="&#60;">x]]<c/>&#38;</a>\n`)).toEqual({
      name: "a",
      attributes: { b: "<" },
      text: "x]]&",
      children: [{ name: "c", attributes: {}, text: "", children: [] }],
    });
  });
});
