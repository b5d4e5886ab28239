import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { Plan } from "../../src/model/plan.ts";
import { driftWith, planWith, resultWith } from "../review/hostile-documents.ts";
import {
  ADA,
  auditedDrift,
  BOB,
  basePlan,
  change,
  driftOf,
  fullPlan,
  fullResult,
  HOSTILE,
  keyed,
  knownDrift,
  largePlan,
  operation,
  planOf,
  rollbackPlan,
  who,
} from "../review/samples.ts";
import { busyTimeline } from "../review/timelines.ts";
import { barriersOn, openingPages, PHONE, pageOf } from "./page-stage.ts";

const onPage = openingPages();

const RESULT = { ...fullResult(), timeline: busyTimeline() };

const [HOME, EMEA] = [
  { id: "home", name: "Home" },
  { id: "emea", name: "EMEA" },
] as const;

/** Two users of two divisions: one is moved and gets a skill, the other a title; the title of the first is drift. */
function filterable(): Plan {
  const [pr, drift] = [{ cause: "pr" }, { cause: "drift" }] as const;
  return planOf({
    operations: [
      operation("update", BOB, [{ ...change(BOB.id, "title", "Agent", "Lead"), ...pr }]),
      operation("merge-skills", ADA, [
        { ...keyed(ADA.id, "skills", { id: "s", name: "Billing" }, null, 3), ...pr },
      ]),
      operation("move-division", ADA, [{ ...change(ADA.id, "division", HOME, EMEA), ...pr }]),
    ],
    differences: [{ ...change(ADA.id, "title", "Boss", "Agent"), ...drift }],
    users: [
      { ...who(ADA, "Ada Lovelace"), division: HOME },
      { ...who(BOB, "Bob Smith"), division: EMEA },
    ],
  });
}

async function shownRows(page: Page): Promise<readonly string[]> {
  const rows = await page.locator(".user:visible li:visible").all();
  return Promise.all(
    rows.map(async (row) => (await row.locator(".field, .status").first().textContent()) ?? ""),
  );
}

const choice = (page: Page, name: string) => page.getByRole("combobox", { name, exact: true });

const told = (page: Page) => page.locator("output").textContent();

describe("the filters of a page", () => {
  it("narrow down by user, field, division, call and cause, and counts follow", async () => {
    await onPage(pageOf(filterable()), async (page) => {
      expect(await told(page)).toBe("2 users, 4 differences");
      expect(await page.getByText("Filters need JavaScript").isVisible()).toBe(false);
      await page.getByRole("searchbox", { name: "User" }).fill("LOVE");
      expect(await shownRows(page)).toEqual(["skills.Billing", "division", "title"]);
      expect(await told(page)).toBe("1 of 2 users, 3 of 4 differences");
      expect(await choice(page, "Field").locator("option").allTextContents()).toEqual([
        "all",
        "title (1)",
        "division (1)",
        "skills (1)",
      ]);
      await choice(page, "Cause").selectOption("drift");
      expect(await shownRows(page)).toEqual(["title"]);
      expect(await choice(page, "Cause").locator("option").allTextContents()).toEqual([
        "all",
        "pr (1)",
        "drift (1)",
      ]);
      await page.getByRole("button", { name: "Show all" }).click();
      expect(await told(page)).toBe("2 users, 4 differences");
      await choice(page, "Division").selectOption("EMEA");
      expect(await shownRows(page)).toEqual(["title"]);
      await choice(page, "Division").selectOption("Home");
      await choice(page, "Call").selectOption("move users to a division");
      expect(await shownRows(page)).toEqual(["division"]);
      expect(await choice(page, "Field").locator("option").first().textContent()).toBe("all");
      await choice(page, "Field").selectOption("title");
      expect(await told(page)).toBe("0 of 2 users, 0 of 4 differences");
    });
  });

  it("narrow down drift by age, and by whose change it is", async () => {
    await onPage(pageOf(knownDrift()), async (page) => {
      await choice(page, "Age").selectOption("new");
      expect(await shownRows(page)).toEqual(["skills.Billing", "state"]);
      expect(await told(page)).toBe("2 of 3 users, 2 of 4 differences");
    });
    await onPage(pageOf(auditedDrift()), async (page) => {
      await choice(page, "Changed by").selectOption("Jane Doe through Admin UI");
      expect(await shownRows(page)).toEqual(["title"]);
    });
  });

  it("narrow down the users of a result by what became of them", async () => {
    await onPage(pageOf(RESULT), async (page) => {
      await choice(page, "Outcome").selectOption("held");
      expect(await shownRows(page)).toEqual(["held"]);
      expect(await told(page)).toBe("1 of 3 users, 1 of 4 outcomes");
    });
  });

  it("are not offered where no script runs, and nothing is hidden", async () => {
    const act = async (page: Page) => {
      expect(await page.locator(".filters").isVisible()).toBe(false);
      expect(await page.getByText("Filters need JavaScript").isVisible()).toBe(true);
      expect(await shownRows(page)).toHaveLength(4);
    };
    await onPage(pageOf(filterable()), act, { javaScriptEnabled: false });
  });
});

describe("a page with 2,000 changed users", () => {
  const html = pageOf(largePlan(2000));

  it("is open in less than two seconds, and filtered in less than half a one", async () => {
    await onPage(html, async (page, openedMs) => {
      expect(await told(page)).toBe("2,000 users, 6,000 changes");
      expect(openedMs).toBeLessThan(2000);
      const filteredMs = await page.evaluate<number>(`new Promise((done) => {
        const began = performance.now();
        const search = document.querySelector("input");
        search.value = "agent.77";
        search.dispatchEvent(new Event("input"));
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
      })`);
      expect(await told(page)).toBe("11 of 2,000 users, 33 of 6,000 changes");
      expect(filteredMs).toBeLessThan(500);
    });
  });
});

const DOCUMENTS = [
  ["plan", fullPlan()],
  ["plan with a base", basePlan()],
  ["rollback", rollbackPlan()],
  ["drift", driftOf([change(ADA.id, "title", "Boss", "Agent", 12)])],
  ["drift with known drift", knownDrift()],
  ["drift that asked who", auditedDrift()],
  ["result", RESULT],
] as const;

describe.each(DOCUMENTS)("the page of a %s", (_kind, document) => {
  it.each([
    ["in light", {}],
    ["in dark", { colorScheme: "dark" }],
    ["on a phone", PHONE],
    ["on a phone in dark", { ...PHONE, colorScheme: "dark" }],
  ] as const)("puts up no barrier %s, and fits the window", async (_how, options) => {
    const act = async (page: Page) => {
      await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
      expect(await barriersOn(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
    };
    await onPage(pageOf(document), act, options);
  });
});

describe("a page under the keyboard", () => {
  /** What has the focus, and whether that can be seen. */
  const focused = (page: Page) =>
    page.evaluate<string>(`(() => {
      const { tagName, name, className } = document.activeElement;
      const seen = getComputedStyle(document.activeElement).outlineStyle !== "none";
      return [tagName.toLowerCase(), name || className, seen ? "seen" : "unseen"].filter(Boolean).join(" ");
    })()`);

  it("leads past the head to the filters, through each of them, and to the commands", async () => {
    await onPage(pageOf(filterable()), async (page) => {
      const met = [];
      for (let step = 0; step < 8; step += 1) {
        await page.keyboard.press("Tab");
        met.push(await focused(page));
      }
      expect(met).toEqual([
        "a skip seen",
        "input user seen",
        "select field seen",
        "select division seen",
        "select kind seen",
        "select cause seen",
        "button seen",
        "pre seen",
      ]);
    });
  });

  it("skips to the content, and chooses and clears without a mouse", async () => {
    await onPage(pageOf(filterable()), async (page) => {
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      expect(await page.evaluate("document.activeElement.id")).toBe("main");
      await page.keyboard.press("Tab");
      await page.keyboard.type("bob");
      expect(await told(page)).toBe("1 of 2 users, 1 of 4 differences");
      await page.getByRole("button", { name: "Show all" }).press("Enter");
      expect(await told(page)).toBe("2 users, 4 differences");
      expect(await focused(page)).toBe("input user seen");
    });
  });
});

describe("a page whose every value is hostile", () => {
  const MORE = ['"><img src=x onerror=alert(1)>', "'onfocus='alert(1)' autofocus='", "</script></style><b>"];
  const elements = "document.querySelectorAll('*').length";

  it.each([
    ["plan", planWith],
    ["drift", driftWith],
    ["result", resultWith],
  ])("runs, fetches and draws nothing of it in a %s", async (_kind, documentWith) => {
    let harmless: unknown;
    for (const text of ["harmless", ...HOSTILE, ...MORE]) {
      await onPage(pageOf(documentWith(text)), async (page) => {
        harmless ??= await page.evaluate(elements);
        expect(await page.evaluate(elements), text).toBe(harmless);
        await page.locator("input").fill(text.slice(0, 4));
      });
    }
  });
});
