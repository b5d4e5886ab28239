import { describe, expect, it } from "vitest";
import { checkupOf } from "../../src/doctor/checkup.ts";
import type { Calls, Probed, Seen } from "../../src/doctor/seen.ts";
import { FIELDS } from "../../src/fields/registry.ts";
import type { CheckName } from "../../src/model/checkup.ts";
import { CHECKS } from "../../src/model/checkup.ts";
import { bad } from "../../src/model/problem.ts";
import { arrived, callsOf, NOW, seenOf, subjectOf, told } from "./samples.ts";

const checkup = (over: Partial<Seen> = {}) => checkupOf(seenOf(over), FIELDS, "0.1.0");
const about = (name: CheckName, over: Partial<Seen> = {}) => told(checkup(over).checks, name);
const withCalls = (name: CheckName, calls: Partial<Calls>) => about(name, { calls: callsOf(calls) });
const refused = (permission: string): Probed => ({
  ok: false,
  status: 403,
  call: "GET it",
  message: `GET it was refused: lacks ${permission}`,
  permissions: [permission],
});

describe("checkupOf()", () => {
  it("finds nothing to say against a client that may do everything", () => {
    const { checks, exitCode, org } = checkup();
    expect(checks.filter(({ verdict }) => verdict !== "ok")).toEqual([]);
    expect(exitCode).toBe(0);
    expect(org).toEqual({ id: "o", name: "Acme" });
  });

  it("tells everything in the order of its names", () => {
    const order = checkup().checks.map(({ name }) => CHECKS.indexOf(name));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it("fails with what fails, and with nothing else", () => {
    expect(checkup({ node: { version: "v20.9.0", least: "20.19" } }).exitCode).toBe(1);
    expect(checkup({ calls: callsOf({ subject: { ok: true, body: subjectOf([]) } }) }).exitCode).toBe(0);
    expect(checkup({ definitions: undefined }).exitCode).toBe(0);
  });
});

describe("node", () => {
  it.each([
    ["v20.9.0", "failed"],
    ["v18.20.0", "failed"],
    ["v20.19.0", "ok"],
    ["v22.0.0", "ok"],
  ])("%s is %s", (version, verdict) => {
    expect(about("node", { node: { version, least: "20.19" } })[0]).toMatch(new RegExp(`^${verdict}: `));
  });
});

describe("definitions", () => {
  const problem = (code: string, fix = "Mend it.") => ({ code, message: `It is ${code}`, fix });
  const judged = (codes: readonly string[], named: readonly string[]) => {
    const seen = seenOf({ definitions: bad(codes.map((code) => problem(code))), named });
    const { checks } = checkupOf(seen, FIELDS, "0.1.0");
    return checks
      .filter(({ name }) => name === "definitions")
      .map(({ verdict, fix }) => `${verdict}: ${fix}`);
  };

  it.each([
    [["definitions"], "gus validate"],
    [["mistakes.yaml"], "gus validate -f mistakes.yaml"],
    [["a b", "it's"], "gus validate -f 'a b' -f 'it'\\''s'"],
  ])("that are wrong in %j are shown by a command to paste", (named, command) => {
    expect(judged(["unknown-key"], named)).toEqual([`failed: See it with \`${command}\``]);
    expect(judged(["unknown-key", "no-users"], named)).toEqual([`failed: See them with \`${command}\``]);
  });

  it("that are not there are told one by one, and those without a user stop nobody", () => {
    expect(judged(["path-missing", "path-missing"], ["a", "b"])).toEqual([
      "failed: Mend it",
      "failed: Mend it",
    ]);
    expect(judged(["no-users"], ["definitions"])).toEqual(["unknown: Mend it"]);
  });
});

describe("credentials, region and organisation", () => {
  const stop = (code: string) => ({ code, message: "It stopped", fix: "Mend it" });
  const nothing = { org: undefined, pace: undefined, users: undefined, arrived: [] } as unknown as Calls;
  const access = (calls: Partial<Calls>) => {
    const { checks } = checkup({ calls: { ...callsOf(nothing), ...calls } });
    return checks
      .filter(({ name }) => ["credentials", "region", "organisation"].includes(name))
      .map(({ name, verdict }) => `${name} ${verdict}`);
  };

  it("a refused secret is about the credentials", () => {
    expect(access({ tokenMinted: false, stopped: stop("token-refused") })).toEqual([
      "credentials failed",
      "region unknown",
      "organisation unknown",
    ]);
  });

  it("a token that is given and not taken is about the region", () => {
    expect(access({ tokenMinted: true, stopped: stop("token-refused") })).toEqual([
      "credentials ok",
      "region failed",
      "organisation unknown",
    ]);
  });

  it("a host that does not answer says nothing about the credentials", () => {
    expect(access({ tokenMinted: false, stopped: stop("unreachable") })).toEqual([
      "credentials unknown",
      "region failed",
      "organisation unknown",
    ]);
  });

  it("settings that are missing are told one by one", () => {
    const problems = [
      { code: "credentials-missing", message: "None", fix: "Set them" },
      { code: "region-missing", message: "No region", fix: "Set it" },
    ];
    const { checks } = checkup({ target: bad(problems), calls: { arrived: [] } });
    expect(told(checks, "credentials")).toEqual(["failed: None."]);
    expect(told(checks, "region")).toEqual(["failed: No region."]);
    expect(told(checks, "organisation")).toEqual([
      "unknown: Not looked at, since these settings do not let gus make a call.",
    ]);
  });

  it("what ends the reads later on is told", () => {
    expect(withCalls("read", { stopped: stop("unreachable"), users: undefined as never })).toEqual([
      "failed: Reading ended early: It stopped.",
    ]);
  });
});

describe("read", () => {
  it("fails where a list that the definitions need is refused, and names who needs it", () => {
    const list = { list: "skills", fields: ["skills"], probed: refused("routing:skill:view") };
    expect(withCalls("read", { lists: [list] })).toContainEqual(
      "failed: The list of skills, which the field skills needs, cannot be read: GET it is refused with 403.",
    );
    const { checks } = checkup({ calls: callsOf({ lists: [list] }) });
    expect(checks.find(({ verdict }) => verdict === "failed")?.fix).toBe(
      "Give a role of the client routing:skill:view",
    );
    const vague = { ...list, probed: { ...refused(""), permissions: [] } as Probed };
    expect(withCalls("read", { lists: [vague] })[1]).toContain("cannot be read: GET it was refused: lacks");
  });

  it("warns of a field that would stay unread", () => {
    const own = [{ field: "profileSkills", probed: refused("directory:userProfile:view") }];
    const [, line] = withCalls("read", { own });
    expect(line).toMatch(
      /^warning: profileSkills cannot be read user by user, so it stays unread where .* leaves it out: GET/,
    );
    const users = { probed: { ok: true, body: {} }, total: 1, leftOut: ["profileSkills"] } as const;
    expect(withCalls("read", { own, users })[1]).toContain("leaves it out, as it did just now: GET it");
  });

  it("warns of a client whose roles reach nobody", () => {
    const users = { probed: { ok: true, body: {} }, total: 0, leftOut: [] } as const;
    expect(withCalls("read", { users })).toEqual(["warning: The client sees no active user."]);
  });

  it("warns of a client that may not search", () => {
    expect(withCalls("read", { search: refused("directory:user:view") })).toContainEqual(
      expect.stringMatching(/^warning: Users cannot be searched for, so .*: GET it is refused with 403\.$/),
    );
  });
});

describe("write", () => {
  const EDIT = "directory:user:edit or directory:organization:admin or admin";
  const writes = (...held: Parameters<typeof subjectOf>) =>
    withCalls("write", { subject: { ok: true, body: subjectOf(...held) } });

  it("names the permission and its divisions", () => {
    expect(writes(["directory:user:edit", "routing:skill:assign"], { id: "d", name: "EMEA" })).toEqual([
      "ok: directory:user:edit in EMEA, for title.",
      "ok: routing:skill:assign in EMEA, for skills.",
    ]);
  });

  it.each([["admin"], ["directory:*:*"], ["directory:user:*"], ["directory:organization:admin"]])(
    "%s lets edit users",
    (permission) => {
      expect(writes([permission])[0]).toMatch(/^ok: .*, for title\.$/);
    },
  );

  it.each([["directory:user:view"], ["routing:user:edit"], ["directory:group:edit"], ["directory:user:"]])(
    "%s does not",
    (permission) => {
      expect(writes([permission])[0]).toBe(`warning: No role of the client has ${EDIT}, for title.`);
    },
  );

  it("cannot be told where the platform does not tell it", () => {
    const wanted = `unknown: The platform does not say whether a role of the client has ${EDIT}, for title.`;
    const silent = { grants: [{ division: { id: "*" }, role: { id: "r" } }] };
    for (const body of [silent, {}, { grants: [] }, null])
      expect(withCalls("write", { subject: { ok: true, body } })[0]).toBe(wanted);
    expect(withCalls("write", { subject: refused("x:y:z") })[0]).toBe(wanted);
  });
});

describe("rate", () => {
  const pace = { limit: 300, allowed: 180, windowMs: 60_000, concurrency: 6, given: false, told: true };

  it("tells what is allowed and what is used", () => {
    expect(withCalls("rate", { pace })).toEqual([
      "ok: 300 calls a minute are allowed; gus makes 180 calls a minute at most, 6 at once.",
    ]);
  });

  it("says what is assumed where the limits may not be read", () => {
    const limits = refused("limits:organization:view");
    expect(withCalls("rate", { pace: { ...pace, told: false }, limits })[0]).toMatch(
      /^unknown: .*\(no limits:organization:view\); gus assumes 300 calls a minute, and/,
    );
    expect(withCalls("rate", { pace: { ...pace, told: false, given: true }, limits })[0]).toContain(
      "--rate says",
    );
  });
});

describe("clock", () => {
  const clock = (...offsets: readonly number[]) =>
    withCalls("clock", { arrived: offsets.map((ms) => arrived({}, NOW + ms)) })[0];

  it("goes by the answer that was on its way for the shortest time", () => {
    expect(clock(50_000, 400)).toBe("ok: The clock here agrees with the platform's.");
    expect(clock(120_500)).toBe("warning: The clock here is 2 min ahead of the platform's.");
    expect(clock(-119_500)).toBe("warning: The clock here is 2 min behind the platform's.");
  });

  it("cannot be told without a date", () => {
    expect(withCalls("clock", { arrived: [arrived({ date: undefined })] })[0]).toMatch(/^unknown/);
  });
});

describe("headers", () => {
  const headers = (more: Parameters<typeof arrived>[0]) =>
    withCalls("headers", { arrived: [arrived(), arrived(more)] })[0];

  it.each([
    [{ "inin-correlation-id": undefined }, "warning: Answers come without ININ-Correlation-Id"],
    [{ age: "12" }, "warning: An answer came out of a cache"],
    [{ "x-cache": "Hit from squid" }, "warning: An answer came out of a cache"],
    [{ via: "1.1 squid" }, "unknown: There is a proxy on the way (Via: 1.1 squid)."],
    [
      { via: "1.1 abc.cloudfront.net (CloudFront), 1.1 squid" },
      "unknown: There is a proxy on the way (Via: 1.1 squid).",
    ],
    [{ via: "1.1 abc.cloudfront.net (CloudFront)", "x-cache": "Miss from cloudfront", age: "0" }, "ok: "],
  ])("%o is %s", (more, said) => {
    expect(headers(more)).toContain(said);
  });
});

describe("state dir", () => {
  it("tells of locks and of runs that wait", () => {
    const lock = { path: ".gus/locks/o.json", owner: "run r (process 1 on h, since t)" };
    const stateDir = {
      path: ".gus",
      locks: [
        { ...lock, dead: false },
        { ...lock, dead: true },
      ],
      open: [{ run: "r", org: "Acme", at: "t" }],
    };
    expect(about("lock", { stateDir }).map((line) => line.split(":")[0])).toEqual(["warning", "ok"]);
    expect(about("runs", { stateDir })).toEqual([
      "warning: The newest run in Acme (r, t) did not come to its end.",
    ]);
  });

  it("fails where nothing can be written", () => {
    const stateDir = { path: ".gus", trouble: "Cannot write .gus", locks: [], open: [] };
    expect(about("state-dir", { stateDir })).toEqual(["failed: Cannot write .gus."]);
  });
});
