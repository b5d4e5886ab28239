import { describe, expect, it } from "vitest";
import { codeOf, fencesOf, namesIn, PAGES, tableOf } from "./pages.ts";
import { sessionsOf } from "./sessions.ts";
import { program } from "./terminal.ts";

const COMMANDS = program().commands;
const FLAGS = new Set(COMMANDS.flatMap((command) => command.options.map(({ long }) => long ?? "")));
/** Flags that Commander adds. */
const USUAL = ["--help", "--version"];

/** Every command line in console examples and in inline code. */
const LINES = PAGES.flatMap((page) => {
  const examples = fencesOf(page).filter(({ lang }) => lang === "console");
  const typed = examples.flatMap(sessionsOf).map(({ line }) => line);
  return [...typed, ...codeOf(page)]
    .filter((line) => line.startsWith("gus "))
    .map((line) => ({ page, line }));
});

describe("README.md", () => {
  const inline = codeOf("README.md").join("\n");

  it.each(COMMANDS.map((command) => command.name()))("speaks of gus %s", (name) => {
    expect(inline).toMatch(new RegExp(`^gus ${name}\\b`, "m"));
  });

  it.each([...FLAGS])("speaks of %s", (flag) => {
    expect(inline).toMatch(new RegExp(`${flag}(?![\\w-])`));
  });
});

describe("the table of flags in README.md", () => {
  const rows = tableOf("README.md", "Flag").flatMap(([flags = "", commands = ""]) =>
    namesIn(flags).map((flag) => [flag.split(" ")[0] ?? "", commands.split(" ")] as const),
  );

  it.each(rows)("says which commands take %s", (flag, names) => {
    const taking = COMMANDS.filter(({ options }) =>
      options.some(({ long, short }) => [long, short].includes(flag)),
    );
    expect(names.toSorted()).toEqual(taking.map((command) => command.name()).toSorted());
  });
});

describe("the pages", () => {
  it("name no flag that does not exist", () => {
    const named = PAGES.flatMap((page) =>
      codeOf(page)
        .filter((code) => !/^(npm|npx|gh) /.test(code))
        .flatMap((code) => code.match(/(?<![\w-])--[a-z][\w-]*/g) ?? []),
    );
    const unknown = named.filter((flag) => !FLAGS.has(flag) && !USUAL.includes(flag));
    expect(unknown).toEqual([]);
  });

  it("name no command that does not exist, and no flag that a command does not take", () => {
    const wrong = LINES.filter(({ line }) => {
      const [, name = "", ...words] = line.split(/\s+/);
      const command = COMMANDS.find((one) => one.name() === name);
      const taken = new Set(command?.options.flatMap(({ long, short }) => [long, short]));
      return !command || words.some((word) => word.startsWith("-") && !taken.has(word));
    });
    expect(wrong).toEqual([]);
  });
});
