import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Change, Plan } from "../../src/model/plan.ts";
import { renderPlanHtml } from "../../src/review/html/plan-page.ts";
import { renderResultHtml } from "../../src/review/html/result-page.ts";
import { redactPlan } from "../../src/review/redact.ts";
import {
  ADA,
  BOB,
  basePlan,
  change,
  driftOf,
  fullPlan,
  fullResult,
  operation,
  planOf,
  rail,
  resultOf,
  rollbackPlan,
  who,
} from "./samples.ts";
import { busyTimeline } from "./timelines.ts";

/** What a page shows, without its markup, a line for each block. */
function shown(page: string): string {
  const body = page.slice(page.indexOf("<body>"), page.indexOf("<script>"));
  const lines = body.replaceAll(/<[^>]*>/g, " ").split("\n");
  const text = lines.map((line) => line.replaceAll(/ +/g, " ").trim()).filter(Boolean);
  return text.join("\n").replaceAll(/&#(\d+);/g, (_entity, code) => String.fromCharCode(code));
}

/** The part of a page under a heading. */
function part(page: string, id: string): string {
  const [section = ""] = new RegExp(`<section id="${id}"[\\s\\S]*?</section>`).exec(page) ?? [];
  return shown(`<body>${section}<script>`);
}

describe("a page", () => {
  const page = renderPlanHtml(fullPlan());

  it("lets a browser run its own script and style, and fetch nothing", () => {
    const [, policy = ""] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    const hash = (tag: string) => {
      const [, content = ""] = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page) ?? [];
      return `&#39;sha256-${createHash("sha256").update(content).digest("base64")}&#39;`;
    };
    expect(policy.split("; ")).toEqual([
      "default-src &#39;none&#39;",
      `script-src ${hash("script")}`,
      `style-src ${hash("style")}`,
      "base-uri &#39;none&#39;",
      "form-action &#39;none&#39;",
    ]);
    expect(page).not.toMatch(/\s(src|href|style|on\w+)="(?!#)/);
    expect(page).not.toContain("url(");
  });

  it("names every part by a heading", () => {
    const headings = page.match(/<h[12][^>]*>[^<]*/g) ?? [];
    expect(headings.map((heading) => heading.replace(/<[^>]*>/, ""))).toEqual([
      "Plan for Acme Care",
      "Rails",
      "Needs a careful look",
      "Could not be read: neither compared nor changed",
      "Warnings",
      "Changes",
      "Calls",
      "How to go on",
    ]);
  });
});

describe("the page of a plan", () => {
  it("says at once that a rail stands, and how to let it pass", () => {
    const page = renderPlanHtml(fullPlan());
    expect(shown(page)).toContain("1 rail stands: this plan cannot be applied as it is.");
    expect(part(page, "rails")).toMatch(/^Rails\ndivision stands 41, limit 20\n.* --accept division=41\n/);
    expect(part(page, "on")).toContain("gus plan --out plan.json --accept division=41");
    expect(page).not.toContain("gus apply");
  });

  it("says how to apply exactly what was reviewed when nothing is in the way", () => {
    const plan = planOf({ operations: [operation("update", ADA, [change(ADA.id, "title", "a", "b")])] });
    const page = renderPlanHtml(plan);
    expect(shown(page)).toContain("Can be applied: no rail stands, and everything could be read.");
    expect(part(page, "on")).toContain(`gus apply plan.json --approved ${plan.reviewHash}`);
  });

  it("lists deactivations, moves and e-mail changes before all others", () => {
    expect(part(renderPlanHtml(fullPlan()), "careful")).toBe(
      [
        "Needs a careful look",
        "Deactivated 1 user",
        "cay@example.com definitions/care.yaml:31",
        "Moved to another division 2 users",
        "ada@example.com Home → EMEA definitions/care.yaml:5",
        "bob@example.com Home → EMEA definitions/care.yaml:5",
        "Login e-mail changed 1 user",
        'bob@example.com → "bob.smith@example.com" definitions/care.yaml:22',
      ].join("\n"),
    );
  });

  it("shows each user's changes from before to after with their places, and what is sent along", () => {
    const changes = part(renderPlanHtml(fullPlan()), "changes");
    expect(changes).toContain('~ title "Agent" → "Senior Agent" definitions/care.yaml:12');
    expect(changes).toContain("- phones.HOME +34910000009 → (unset) definitions/care.yaml:24");
    expect(changes).toContain("= phones.WORK +34910000002 ext. 4711 sent along unchanged");
    expect(changes).toContain("bob@example.com Bob Smith inactive");
  });

  it("offers to narrow down by what tells its changes apart, with users for each choice", () => {
    const filters = part(renderPlanHtml(fullPlan()), "changes").split("\n").slice(1, 8).join("\n");
    expect(filters).toContain("Field all division (2) department (1)");
    expect(filters).toContain("Call all");
    expect(filters).toContain("move users to a division (2)");
    expect(filters).toContain("Division all Home (2) Sales (1)");
    expect(filters).not.toMatch(/^Cause/m);
  });

  it("tells whose a change is, and offers to narrow down by it, once it was made with a base", () => {
    const caused = (cause: NonNullable<Change["cause"]>, id: string) => ({
      ...change(id, "title", "a", "b"),
      cause,
    });
    const plan = planOf({
      operations: [operation("update", ADA, [caused("both", ADA.id)])],
      differences: [caused("drift", BOB.id)],
    });
    const changes = part(renderPlanHtml(plan), "changes");
    expect(changes).toContain("Cause all both (1) drift (1)");
    expect(changes).toContain('~ title "a" → "b" definitions/care.yaml:12 both');
    expect(changes).toContain('~ title "a" → "b" definitions/care.yaml:12 drift no call');
    expect(changes).toContain("Call all no call (1) profile fields (1)");
    expect(changes).toContain(
      "Changed by this plan: 1 field of 1 user. Differs, but no call will change it: 1 field of 1 user, marked no call",
    );
  });

  it("marks only what does not go without saying: what others changed, and what both did", () => {
    const page = renderPlanHtml(basePlan());
    const changes = part(page, "changes");
    expect(changes).toContain('title "Agent" → "Senior Agent" definitions/care.yaml:12\n');
    expect(changes).toContain('department "Sales" → "Care" definitions/care.yaml:4 both\n');
    expect(changes).toContain("skills.Billing 3 → 4 definitions/care.yaml:15 drift\n");
    expect(changes).toContain(
      "Changed by this plan: 3 fields of 2 users. Drift, not part of this plan: 2 fields of 2 users, marked drift",
    );
    expect(shown(page)).toContain("left as they are 2");
    expect(shown(page)).toContain(
      "Since origin/main (8a1218a2c3d4): pr 1 (the definitions changed), drift 2",
    );
  });

  it("lists what leaves management and what stays live of it, whole users first", () => {
    const page = renderPlanHtml(basePlan());
    expect(shown(page)).toMatch(/^leave management 4$|leave management 4/m);
    const rows = part(page, "leaving").split("\n").filter(Boolean);
    expect(rows).toEqual([
      "Leaving management: 4 users; nothing of this changes live",
      "dee@example.com the whole user base definitions/care.yaml:50",
      "gone@example.com the whole user, of whom nobody live was found base definitions/care.yaml:60",
      'ada@example.com preferredName stays "Ada of live" base definitions/care.yaml:40',
      "bob@example.com phones.HOME, which is unset base definitions/care.yaml:44",
      "bob@example.com languages stays English 4, Spanish 2 base definitions/care.yaml:45",
      "bob@example.com sms, which could not be read base definitions/care.yaml:46",
    ]);
  });

  it("offers to narrow down by the division that users are in", () => {
    const page = renderPlanHtml(inDivisions());
    expect(part(page, "changes")).toContain("Division all EMEA (1) Home (1)");
    expect(part(page, "changes")).toContain("ada@example.com Ada Home");
    expect(renderPlanHtml(redactPlan(inDivisions(), "values"))).not.toContain("EMEA");
  });

  it("shows nothing but its verdict when there is nothing to do", () => {
    const page = renderPlanHtml(planOf());
    expect(shown(page)).toContain("No changes. Live users match the definitions.");
    expect(page).not.toContain("<section");
  });

  it("does not call a plan good that could not read everything", () => {
    expect(renderPlanHtml(planOf({ complete: false }))).toContain('class="verdict careful"');
    expect(renderPlanHtml(planOf())).toContain('class="verdict good"');
    expect(renderPlanHtml(planOf({ errored: true }))).toContain('class="verdict bad"');
  });

  it("names the rails that nobody reached in one line", () => {
    const plan = planOf({ rails: [rail({ measured: 3, limit: 400 })] });
    expect(part(renderPlanHtml(plan), "rails")).toBe("Rails\nWithin: change 3 of 400");
  });
});

function inDivisions(): Plan {
  const [home, emea] = ["Home", "EMEA"].map((name) => ({ id: name, name }));
  return planOf({
    operations: [ADA, BOB].map((user) => operation("update", user, [change(user.id, "title", "a", "b")])),
    users: [
      { ...who(ADA, "Ada"), ...(home && { division: home }) },
      { ...who(BOB, "Bob"), ...(emea && { division: emea }) },
    ],
  });
}

describe("the page of a rollback", () => {
  it("shows what is left as it is, with the reason and the three values", () => {
    const left = part(renderPlanHtml(rollbackPlan()), "not-undone");
    expect(left).toContain(
      'bob@example.com title somebody changed it since. the run wrote "Lead" live "Chief | Officer" before the run "Deputy"',
    );
    expect(left.split("\n")).toHaveLength(4);
  });
});

describe("the page of a drift document", () => {
  it("shows live values against the definitions, and says both ways on", () => {
    const page = renderPlanHtml(driftOf([change(ADA.id, "title", "Boss", "Agent", 12)]));
    expect(shown(page)).toContain("1 user differs from the definitions (of 2,000 managed).");
    expect(part(page, "changes")).toContain('title "Boss" → "Agent" definitions/care.yaml:12');
    expect(part(page, "changes")).toContain("Field Live Definitions Where");
    expect(part(page, "on")).toContain("gus plan --out plan.json");
  });
});

describe("the page of a result", () => {
  it("puts users for whom something is open first, with the reason and the values in conflict", () => {
    const page = renderResultHtml(fullResult());
    const users = part(page, "users");
    expect(users.match(/\w+@example\.com$/gm)).toEqual([
      "bob@example.com",
      "cay@example.com",
      "ada@example.com",
    ]);
    expect(users).toContain('title planned from "Agent" , live "Lead" , desired "Senior Agent"');
    expect(users).toContain("skipped An earlier call for this user was held. (2 operations)");
    expect(users).toContain("applied 2 operations");
    expect(part(page, "advice")).toContain("Held: somebody changed the live value");
  });

  it("says how to go on with a run that was stopped, and how to go back", () => {
    const stopped = { code: "throttled", message: "Genesys kept answering 429" };
    const page = renderResultHtml({ ...fullResult(), stopped, exitCode: 6 });
    expect(shown(page)).toContain("throttled Genesys kept answering 429");
    expect(part(page, "on")).toMatch(
      /gus apply --resume [\w-]+\n.*\ngus rollback [\w-]+ --out rollback\.json/,
    );
    expect(part(renderResultHtml(resultOf([])), "on")).toBe("");
  });

  it("draws the run, says what each picture shows, and gives the same as a table", () => {
    const page = renderResultHtml({ ...fullResult(), timeline: busyTimeline() });
    const labels = [...page.matchAll(/role="img" aria-label="([^"]*)"/g)].map(([, label]) => label);
    expect(labels).toEqual([
      "Calls in the window: at most 200; the limit was 220. Answered 429: 2.",
      "Users done: 3 of 3 users at the end, 2 not as planned; half of these after 7 s.",
      "Answered 429: 2 in all.",
      "Conflicts: 1 in all.",
      "Pauses: 1, 3 s in all.",
    ]);
    expect(page.match(/class="bar"/g)).toHaveLength(8);
    expect(page).toContain("<title>3.5 s: pause of 2.5 s, throttled</title>");
    expect(part(page, "run")).toContain("1 pause after answers of 429:");
    expect(part(page, "run").match(/^[\d.]+ s( [\d,]+)+$/gm)).toHaveLength(10);
  });

  it("draws nothing without a timeline", () => {
    expect(renderResultHtml(fullResult())).not.toContain("<svg");
  });
});
