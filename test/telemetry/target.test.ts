import { describe, expect, it } from "vitest";
import { parseTarget, targetFromEnv } from "../../src/telemetry/target.ts";

describe("parseTarget()", () => {
  it.each([
    ["127.0.0.1:8125", { host: "127.0.0.1", port: 8125 }],
    ["dd-agent.internal:1", { host: "dd-agent.internal", port: 1 }],
    ["dd_agent:65535", { host: "dd_agent", port: 65_535 }],
    ["[::1]:8125", { host: "::1", port: 8125 }],
    ["[2001:db8::7]:8125", { host: "2001:db8::7", port: 8125 }],
  ])("reads %s", (text, target) => {
    expect(parseTarget(text)).toEqual(target);
  });

  it.each([
    "",
    "agent",
    "8125",
    ":8125",
    "agent:",
    "agent:0",
    "agent:65536",
    "agent:8125x",
    "agent:-1",
    "::1:8125",
    "[::1]",
    "[agent]:8125",
    "[::1]/x:8125",
    "udp://agent:8125",
    "my agent:8125",
    "agent/x:8125",
    "user@agent:8125",
  ])("takes %j for no target", (text) => {
    expect(parseTarget(text)).toBeUndefined();
  });
});

describe("targetFromEnv()", () => {
  it.each([
    [{}, undefined],
    [{ DD_AGENT_HOST: " ", DD_DOGSTATSD_PORT: "" }, undefined],
    [{ DD_AGENT_HOST: "agent" }, { host: "agent", port: 8125 }],
    [{ DD_DOGSTATSD_PORT: "9125" }, { host: "127.0.0.1", port: 9125 }],
    [
      { DD_AGENT_HOST: "::1", DD_DOGSTATSD_PORT: " 9125 " },
      { host: "::1", port: 9125 },
    ],
    [{ DD_AGENT_HOST: "[::1]" }, { host: "::1", port: 8125 }],
  ])("of %o is %o", (env, target) => {
    expect(targetFromEnv(env)).toMatchObject({ ok: true, value: target });
  });

  it.each([
    [{ DD_AGENT_HOST: "http://agent" }, 'DD_AGENT_HOST is "http://agent"'],
    [{ DD_AGENT_HOST: "agent:8125" }, 'DD_AGENT_HOST is "agent:8125"'],
    [{ DD_AGENT_HOST: "agent", DD_DOGSTATSD_PORT: "udp" }, 'DD_DOGSTATSD_PORT is "udp"'],
    [{ DD_DOGSTATSD_PORT: "0" }, 'DD_DOGSTATSD_PORT is "0"'],
  ])("of %o is a problem that says so", (env, said) => {
    const [problem] = problemsOf(targetFromEnv(env));
    expect(problem).toMatchObject({ code: "statsd-malformed", message: expect.stringContaining(said) });
    expect(problem?.fix).toMatch(/^Correct DD_\w+, or give --statsd host:port$/);
  });
});

function problemsOf(checked: ReturnType<typeof targetFromEnv>) {
  return checked.ok ? [] : checked.problems;
}
