import type { Outcome, OutcomeStatus, Result } from "../model/outcome.ts";
import { forXml } from "./escape.ts";
import { groupBy } from "./group.ts";
import { conflictOf, isDone, STATUS_WORDS } from "./outcomes.ts";
import { compare } from "./users.ts";

const LONGEST = 1000;

/** Nobody did anything to these; they wait for something else. All other open outcomes are failures. */
const WAITING: readonly OutcomeStatus[] = ["skipped", "not-sent"];

/** What became of a user, as JUnit knows it. */
interface Case {
  readonly name: string;
  readonly verdict: "passed" | "failure" | "skipped" | "error";
  /** The element that tells why; empty when passed. */
  readonly why: string;
}

/** A result as a report that every CI system draws: a test case for each user, and one more for a run that was stopped. */
export function renderJunit(result: Result): string {
  const cases = [...stoppedCase(result), ...userCases(result)];
  const count = (verdict: Case["verdict"]) => cases.filter((one) => one.verdict === verdict).length;
  const suite = attributes({
    name: "gus apply",
    tests: cases.length,
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
    timestamp: result.made.at,
    time: result.made.seconds,
  });
  const lines = cases.map((one) => caseLine(one, result));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<testsuites>\n  <testsuite${suite}>\n`,
    ...lines,
    "  </testsuite>\n</testsuites>\n",
  ].join("");
}

function caseLine({ name, why }: Case, { org }: Result): string {
  const start = `    <testcase${attributes({ classname: org.name, name })}`;
  return why === "" ? `${start}/>\n` : `${start}>\n      ${why}\n    </testcase>\n`;
}

function stoppedCase({ stopped }: Result): readonly Case[] {
  if (!stopped) return [];
  const why = `<error${attributes({ type: stopped.code, message: stopped.message })}/>`;
  return [{ name: "run to the end", verdict: "error", why }];
}

function userCases({ outcomes }: Result): readonly Case[] {
  const users = [...groupBy(outcomes, ({ userId }) => userId).values()];
  return users.map(userCase).toSorted((a, b) => compare(a.name, b.name));
}

/** A user of whom something failed has failed, whatever else was skipped for it. */
function userCase(outcomes: readonly Outcome[]): Case {
  const name = outcomes[0]?.email ?? "";
  const open = outcomes.filter(({ status }) => !isDone(status));
  const failed = open.find(({ status }) => !WAITING.includes(status));
  const first = failed ?? open[0];
  if (!first) return { name, verdict: "passed", why: "" };
  const verdict = failed ? "failure" : "skipped";
  const marks = attributes({ ...(failed && { type: first.status }), message: first.reason });
  const story = [...new Set(open.flatMap(storyOf))].map((line) => forXml(line, LONGEST));
  return { name, verdict, why: `<${verdict}${marks}>${story.join("\n")}</${verdict}>` };
}

function storyOf({ status, reason, conflicts, correlationId }: Outcome): readonly string[] {
  const id = correlationId ? ` (correlation id ${correlationId})` : "";
  const cells = conflicts.map((conflict) => {
    const [field, base, live, desired] = conflictOf(conflict);
    return `${field}: base ${base}, live ${live}, desired ${desired}`;
  });
  return [`${STATUS_WORDS[status]}: ${reason}${id}`, ...cells];
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${forXml(String(value), LONGEST)}"`)
    .join("");
}
