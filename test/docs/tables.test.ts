import { describe, expect, it } from "vitest";
import { grammarOf } from "../../src/definitions/grammar.ts";
import { isKeyed } from "../../src/fields/field.ts";
import { FIELDS } from "../../src/fields/registry.ts";
import * as variables from "../../src/genesys/env.ts";
import { EXIT, type ExitCode, worstExit } from "../../src/model/exit.ts";
import { judgeRails } from "../../src/plan/rails.ts";
import { FORMATS, type Format } from "../../src/review/formats.ts";
import { KINDS, RENDERERS } from "../../src/review/renderers.ts";
import { SWITCH_POSITIONS } from "../../src/simulator/switches.ts";
import { logLine } from "../../src/telemetry/log-line.ts";
import { METRICS, metricsOf } from "../../src/telemetry/metrics.ts";
import { AGENT_HOST, DOGSTATSD_PORT } from "../../src/telemetry/target.ts";
import { EVENTS, PROBLEM } from "../telemetry/samples.ts";
import { namesIn, tableOf, textOf } from "./pages.ts";

describe("README.md", () => {
  it("has the exit codes of the program", () => {
    const rows = tableOf("README.md", "Code").map(([code, meaning]) => [
      Number(code),
      meaning?.replaceAll("`", ""),
    ]);
    expect(rows).toEqual(Object.values(EXIT).map(({ code, meaning }) => [code, meaning]));
  });

  it("has the order in which exit codes win", () => {
    const [, list = ""] = /the first of ([\d, ]+) wins/.exec(textOf("README.md")) ?? [];
    const codes = list.split(", ").map((code) => Number(code) as ExitCode);
    expect(codes.toSorted()).toEqual(
      Object.values(EXIT)
        .map(({ code }) => code)
        .toSorted(),
    );
    expect(codes.map((_code, index) => worstExit(codes.slice(index).toReversed()))).toEqual(codes);
  });

  it("has the permissions of every field", () => {
    const rows = tableOf("README.md", "To write").flatMap(([fields = "", permissions = ""]) =>
      namesIn(fields).map((field) => [field, namesIn(permissions)] as const),
    );
    const fields = [...FIELDS.values()].map(({ name, permissions }) => [name, permissions] as const);
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(fields));
    expect(rows).toHaveLength(fields.length);
  });

  it("has the limits of every rail", () => {
    const rows = tableOf("README.md", "Rule").map(([rule = "", , number, share = ""]) => ({
      rule: namesIn(rule)[0],
      few: Number(number),
      many: share === "" ? Number(number) : Number.parseInt(share, 10) * 100,
    }));
    const few = limitsOf(10);
    const many = limitsOf(10_000);
    const rails = Object.keys(few).map((rule) => ({ rule, few: few[rule], many: many[rule] }));
    expect(rows).toEqual(rails);
  });

  it("has every key of a file", () => {
    const rows = tableOf("README.md", "Key of a file").flatMap(([key = ""]) => namesIn(key));
    expect(rows.toSorted()).toEqual(Object.keys(grammarOf(FIELDS).file.shape).toSorted());
  });

  it("has every key of a user, and says of each whether null clears it", () => {
    const rows = tableOf("README.md", "Key of a user, profile or `defaults`");
    const keys = rows.flatMap(([key = ""]) => namesIn(key));
    expect(keys.toSorted()).toEqual(Object.keys(grammarOf(FIELDS).user.shape).toSorted());
    const clearing = rows.filter(([, , onNull]) => onNull === "clears").flatMap(([key = ""]) => namesIn(key));
    const clearable = [...FIELDS.values()].filter((field) => field.clearable || isKeyed(field));
    expect(clearing.toSorted()).toEqual(clearable.map(({ name }) => name).toSorted());
  });

  it("has every format of a file", () => {
    const rows = tableOf("README.md", "Format of a file").flatMap(([names = ""]) => namesIn(names));
    expect(rows).toEqual(FORMATS);
  });

  it("says which documents each format holds", () => {
    for (const [names = "", kinds = ""] of tableOf("README.md", "Format of a file")) {
      const held = namesIn(names).map((name) => KINDS.filter((kind) => RENDERERS[name as Format][kind]));
      expect(held).toEqual(namesIn(names).map(() => kinds.split(" ")));
    }
  });

  it("has every variable that the program reads", () => {
    const rows = tableOf("README.md", "Variable").flatMap(([name = ""]) => namesIn(name));
    const own = Object.values(variables).filter((value) => typeof value === "string");
    expect(rows.filter((name) => name.startsWith("GENESYSCLOUD_")).toSorted()).toEqual(own.toSorted());
    expect(rows.filter((name) => name.startsWith("DD_"))).toEqual([AGENT_HOST, DOGSTATSD_PORT]);
  });
});

describe("docs/assumptions.md", () => {
  it("has every switch of the local org once, and no other", () => {
    const rows = textOf("docs/assumptions.md").matchAll(/^\| `(\w+)` \|/gm);
    const switches = [...rows].map(([, name]) => name);
    expect(switches.toSorted()).toEqual(Object.keys(SWITCH_POSITIONS).toSorted());
  });
});

describe("docs/observability.md", () => {
  const page = "docs/observability.md";

  it("has every metric, with its type and its tags", () => {
    const rows = tableOf(page, "Metric").map(([name = "", type, tags = ""]) => [
      namesIn(name)[0],
      type,
      namesIn(tags).toSorted(),
    ]);
    const metrics = [...Object.values(EVENTS), { ...EVENTS.call, status: 429 }].flatMap(metricsOf);
    const tagsOf = (name: string) =>
      Object.keys(metrics.find((metric) => metric.name === `genesys.users.${name}`)?.tags ?? {});
    expect(rows).toEqual(
      Object.entries(METRICS).map(([name, type]) => [name, type, tagsOf(name).toSorted()]),
    );
  });

  it("has every event of the log, with its members", () => {
    const rows = tableOf(page, "Event").map(([event = "", members = ""]) => [
      namesIn(event)[0],
      namesIn(members),
    ]);
    const findings = (["warning", "problem"] as const).map((severity) => ({
      type: "finding" as const,
      severity,
      problem: PROBLEM,
    }));
    const told = new Map<string, ReadonlySet<string>>();
    for (const entry of [...Object.values(EVENTS), ...findings]) {
      const { v: _v, time: _time, event, ...members } = JSON.parse(logLine(entry, 0));
      told.set(event, new Set([...(told.get(event) ?? []), ...Object.keys(members)]));
    }
    const sorted = (all: Iterable<string>) => [...all].toSorted();
    expect(Object.fromEntries(rows.map(([event, members]) => [event, sorted(members ?? "")]))).toEqual(
      Object.fromEntries([...told].map(([event, members]) => [event, sorted(members)])),
    );
  });
});

/** How much of each rule goes unnoticed among so many managed users. */
function limitsOf(managed: number): Readonly<Record<string, number>> {
  const diff = { users: [], unread: [], managed };
  const rails = judgeRails({ diff, desired: [], live: new Map(), accepted: [], leaving: [] });
  return Object.fromEntries(rails.map(({ rule, limit }) => [rule, limit]));
}
