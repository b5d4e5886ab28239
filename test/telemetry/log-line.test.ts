import { describe, expect, it } from "vitest";
import { logLine } from "../../src/telemetry/log-line.ts";
import { ADA, EVENTS, PROBLEM } from "./samples.ts";

const AT = Date.UTC(2026, 10, 24, 22, 10, 12, 503);
const HEAD = { v: 1, time: "2026-11-24T22:10:12.503Z" };

describe("logLine()", () => {
  it("is one line of JSON that begins with version, time and event", () => {
    expect(logLine(EVENTS.stage, AT)).toBe(
      '{"v":1,"time":"2026-11-24T22:10:12.503Z","event":"stage","stage":"read","users":45}\n',
    );
  });

  it.each(["call", "retry", "pause", "pace", "breaker", "conflict", "note", "warning"] as const)(
    "of %s says what the event says",
    (name) => {
      const { type: event, ...members } = EVENTS[name];
      expect(JSON.parse(logLine(EVENTS[name], AT))).toEqual({ ...HEAD, event, ...members });
    },
  );

  it("of an outcome names the cells in conflict, and no value of them", () => {
    expect(JSON.parse(logLine(EVENTS.outcome, AT))).toEqual({
      ...HEAD,
      event: "outcome",
      opId: "op1",
      userId: ADA,
      email: "ada@example.com",
      status: "held",
      reason: "Somebody changed title since the plan was made",
      conflicts: [{ field: "skills", key: { id: "s1", name: "Billing" } }],
      correlationId: "c-4",
    });
  });

  it("of a problem has its code, fix and place, without the source line", () => {
    expect(JSON.parse(logLine({ type: "finding", severity: "problem", problem: PROBLEM }, AT))).toEqual({
      ...HEAD,
      event: "problem",
      code: "needs-quotes",
      message: "Found a number",
      fix: "Write a text",
      at: { file: "users.yaml", line: 4, column: 5 },
    });
    const { at: _, ...placeless } = PROBLEM;
    const line = logLine({ type: "finding", severity: "warning", problem: placeless }, AT);
    expect(Object.keys(JSON.parse(line))).toEqual(["v", "time", "event", "code", "message", "fix"]);
  });

  it("can only be seen, never obeyed, by a terminal or a CI log", () => {
    const message = "a\nb\u001b[31m\u009b31m\u202e##[error]##vso[task]";
    const line = logLine({ type: "warning", message }, AT);
    expect(line).toMatch(/^[\u0020-\u007e]+\n$/);
    expect(line).not.toMatch(/##(\[|vso)/);
    expect(JSON.parse(line).message).toBe(message);
  });
});
