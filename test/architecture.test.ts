import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = resolve(import.meta.dirname, "../src");

/** Which rooms a room may import from, besides itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  "edges.ts": ["files.ts"],
  "files.ts": [],
  "version.ts": [],
  fields: ["model"],
  definitions: ["model", "fields"],
  genesys: ["model", "fields", "edges.ts", "files.ts"],
  live: ["model", "fields", "genesys"],
  resolve: ["model", "fields"],
  diff: ["model", "fields"],
  plan: ["model", "fields"],
  review: ["model", "fields"],
  snapshot: ["model", "fields", "live"],
  journal: ["model", "edges.ts", "files.ts"],
  doctor: ["model", "fields"],
  adopt: ["model", "fields", "resolve"],
  rollback: ["model", "fields", "journal", "resolve"],
  apply: ["model", "fields", "genesys", "live", "journal", "edges.ts"],
  verify: ["model", "fields", "genesys", "live", "edges.ts"],
  report: ["model"],
  forge: ["model", "review", "edges.ts"],
  telemetry: ["model", "edges.ts"],
  simulator: ["model", "edges.ts"],
  pipeline: [
    "model",
    "fields",
    "definitions",
    "genesys",
    "live",
    "resolve",
    "diff",
    "plan",
    "review",
    "journal",
    "adopt",
    "rollback",
    "doctor",
    "apply",
    "verify",
    "report",
    "snapshot",
    "edges.ts",
    "version.ts",
  ],
  commands: [
    "model",
    "fields",
    "definitions",
    "review",
    "pipeline",
    "telemetry",
    "snapshot",
    "forge",
    "simulator",
    "edges.ts",
    "files.ts",
    "version.ts",
  ],
  terraform: ["model", "pipeline", "review", "edges.ts", "files.ts"],
  "cli.ts": ["commands", "model"],
  "index.ts": ["model", "pipeline", "apply", "snapshot", "edges.ts"],
};

/** The one home of each npm package. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  undici: ["genesys", "forge"],
  "@octokit/request": ["forge"],
  "@gitbeaker/rest": ["forge"],
  "@gitbeaker/requester-utils": ["forge"],
  "p-retry": ["genesys"],
  "p-queue": ["apply"],
  yaml: ["definitions"],
  zod: ["fields", "definitions", "snapshot", "terraform"],
  "fastest-levenshtein": ["fields"],
  picomatch: ["resolve"],
  "json-canonicalize": ["plan"],
  diff: ["review"],
  commander: ["commands", "cli.ts"],
  "hot-shots": ["telemetry"],
  cdktf: ["terraform"],
  constructs: ["terraform"],
};

interface Import {
  readonly file: string;
  readonly room: string;
  readonly specifier: string;
}

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
const imports = files.flatMap((file): readonly Import[] => {
  const text = readFileSync(join(SRC, file), "utf8");
  const found = text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g);
  return [...found].map(([, specifier = ""]) => ({ file, room: roomOf(file), specifier }));
});

function roomOf(file: string): string {
  return file.split("/")[0] ?? "";
}

function targetRoom({ file, specifier }: Import): string {
  return roomOf(relative(SRC, resolve(SRC, dirname(file), specifier)));
}

describe("src/", () => {
  it("has a row in the table for every room", () => {
    expect([...new Set(files.map(roomOf))].toSorted()).toEqual(Object.keys(MAY_IMPORT).toSorted());
  });

  it("imports in one direction only", () => {
    const inside = imports.filter(({ specifier }) => specifier.startsWith("."));
    const offending = inside.filter((one) => {
      const target = targetRoom(one);
      return target !== one.room && !MAY_IMPORT[one.room]?.includes(target);
    });
    expect(offending.map(({ file, specifier }) => `${file} imports ${specifier}`)).toEqual([]);
  });

  it("uses each npm package in its one home", () => {
    const outside = imports.filter(({ specifier }) => !/^(\.|node:)/.test(specifier));
    const offending = outside.filter(({ room, specifier }) => !HOMES[specifier]?.includes(room));
    expect(offending.map(({ file, specifier }) => `${file} imports ${specifier}`)).toEqual([]);
  });

  it("loads what few runs need only where it is needed", () => {
    const eager = files.filter((file) =>
      /^import (?!type\b)[^;]*"(hot-shots|[./\w]*\/(statsd|http|github|gitlab|(?<!grammar\/)comment)\.ts)"/m.test(
        readFileSync(join(SRC, file), "utf8"),
      ),
    );
    expect(eager).toEqual([]);
  });

  it("takes time, chance, environment and console through the edges", () => {
    const allowed = ["edges.ts", "cli.ts", "commands/shell.ts", "terraform/surroundings.ts"];
    const offending = files.filter((file) => {
      const text = readFileSync(join(SRC, file), "utf8").replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
      return (
        !allowed.includes(file) &&
        /\b(Date\.now|Math\.random|process\.(?!pid)|console\.|setTimeout|setInterval)/.test(text)
      );
    });
    expect(offending).toEqual([]);
  });

  it("keeps files short enough for one sitting", () => {
    const long = files.filter((file) => readFileSync(join(SRC, file), "utf8").split("\n").length > 220);
    expect(long).toEqual([]);
  });
});
