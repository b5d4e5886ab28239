import { describe, expect, it } from "vitest";
import { type Signalled, signalOf } from "../../src/commands/signals.ts";
import { Interrupted } from "../../src/index.ts";

/** A process that is sent signals in a time of its own. */
function stand() {
  let now = 0;
  const listeners = new Map<string, () => void>();
  const timers: { readonly at: number; readonly act: () => void }[] = [];
  const did: string[] = [];
  const signalled: Signalled = {
    on: (signal, listener) => void listeners.set(signal, listener),
    monotonic: () => now,
    later: (ms, act) => void timers.push({ at: now + ms, act }),
    err: (text) => void did.push(text),
    exit: (code) => void did.push(`exit ${code}`),
  };
  const signal = signalOf(signalled);
  return {
    signal,
    did,
    send: (name: "SIGINT" | "SIGTERM") => listeners.get(name)?.(),
    pass: (ms: number) => {
      now += ms;
      for (const timer of timers.filter(({ at }) => at <= now)) timer.act();
    },
  };
}

describe("signalOf()", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("aborts at the first %s, and lets what is under way end", (name, exit) => {
    const { signal, send, pass, did } = stand();
    send(name);
    expect(signal.reason).toBeInstanceOf(Interrupted);
    expect(signal.reason).toMatchObject({ exit });
    pass(39_999);
    expect(did).toEqual([]);
  });

  it("takes the same signal right after it for an echo, and a later one for a wish to end at once", () => {
    const { send, pass, did } = stand();
    send("SIGINT");
    pass(5);
    send("SIGINT");
    expect(did).toEqual([]);
    pass(400);
    send("SIGINT");
    expect(did).toEqual([expect.stringContaining("second signal"), "exit 130"]);
  });

  it("ends at another signal too", () => {
    const { send, pass, did } = stand();
    send("SIGINT");
    pass(400);
    send("SIGTERM");
    expect(did.at(-1)).toBe("exit 143");
  });

  it("ends what has not ended 40 s after the first signal", () => {
    const { send, pass, did } = stand();
    send("SIGTERM");
    pass(40_000);
    expect(did).toEqual([expect.stringMatching(/^Ended 40 s after SIGTERM, .*\n$/), "exit 143"]);
  });
});
