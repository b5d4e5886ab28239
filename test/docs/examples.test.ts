import { describe, expect, it } from "vitest";
import { readDefinitions } from "../../src/definitions/load.ts";
import { type Fence, fencesOf, PAGES } from "./pages.ts";
import { type Session, sessionsOf, shortened } from "./sessions.ts";
import { atTerminal } from "./terminal.ts";

const FENCES = PAGES.flatMap(fencesOf).map((fence) => [`${fence.page}:${fence.line}`, fence] as const);

function withLang(lang: string): readonly (readonly [string, Fence])[] {
  return FENCES.filter(([, fence]) => fence.lang === lang);
}

describe("YAML examples", () => {
  it.each(withLang("yaml"))("%s is a valid definition file", (_place, { text }) => {
    const read = readDefinitions([{ path: "example.yaml", bytes: new TextEncoder().encode(text) }]);
    expect(read.ok ? [] : read.problems).toEqual([]);
    expect(read.warnings).toEqual([]);
  });
});

describe("console examples", () => {
  const shown = withLang("console").filter(([, fence]) =>
    sessionsOf(fence).some(({ output }) => output.length > 0),
  );

  it.each(shown)("%s shows what gus prints", async (_place, fence) => {
    await atTerminal(async (terminal) => {
      const told: Session[] = [];
      for (const { line, output } of sessionsOf(fence)) {
        told.push({ line, output: shortened(await terminal(line), output) });
      }
      expect(told).toEqual(sessionsOf(fence));
    });
  });
});
