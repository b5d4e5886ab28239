import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Value } from "../../src/model/state.ts";
import { adoptInto } from "../../src/pipeline/adopt.ts";
import { renderAdoption } from "../../src/review/adoption.ts";
import { renderEdits } from "../../src/review/edits.ts";
import { change, driftOf, PLAIN, ref, uuid, who } from "../review/samples.ts";

const EMAILS = ["ada", "bob", "cay", "dan"].map((name) => `${name}@example.com`);

/** Live and asked values, by user and by field or key. */
const LIVE: Readonly<Record<string, Readonly<Record<string, readonly [Value, Value]>>>> = {
  ada: {
    title: ["Principal Agent", "Senior Agent"],
    certifications: [["Do: Not Call"], ["Do: Not Call", "PCI"]],
    "skills.Billing": [4, 3],
    "skills.Retention": [null, 2],
    "skills.Sales": [1.5, null],
    "languages.French": [null, 3],
    "languages.Italian": [1, null],
    "phones.HOME": [{ number: "+34910000001" }, { number: "+34910000001", extension: "12" }],
    "phones.WORK": [null, { number: "+34910000000" }],
    locations: [
      [ref(1, "Berlin"), ref(2, "São Paulo")],
      [ref(1, "Berlin"), ref(3, "Madrid")],
    ],
  },
  bob: {
    department: ["Sales", "Customer Care"],
    name: ['Bob "Bo" Byron', 'Bob "Bobby" Byron'],
    "skills.Über-Skill": [2, null],
  },
  cay: { title: [null, "~nobody"], certifications: [["PCI"], null] },
  dan: { "skills.0815": [4, 5], state: ["active", "inactive"], manager: [null, ref(4, "ada@example.com")] },
};

function differences() {
  return Object.entries(LIVE).flatMap(([name, cells]) =>
    Object.entries(cells).map(([cell, [before, after]]) => {
      const [field = "", key] = cell.split(".");
      const userId = uuid(1 + EMAILS.indexOf(`${name}@example.com`));
      const own = change(userId, field, before, after);
      const id = field === "phones" ? key : `id-of-${key}`;
      return key === undefined || id === undefined ? own : { ...own, key: { id, name: key } };
    }),
  );
}

describe("a file that people wrote", () => {
  it("takes over what is live as they would have written it, and stays as it is everywhere else", async () => {
    const bytes = readFileSync(new URL("golden/before.yaml", import.meta.url));
    const users = EMAILS.map((email, index) => who({ id: uuid(1 + index), email }, email));
    const document = driftOf(differences(), { users });
    const made = adoptInto([{ path: "a.yaml", location: "a.yaml", bytes }], { document, cwd: "." });
    if (!made.ok) throw new Error(made.problems.map(({ message }) => message).join("\n"));
    const [file] = made.value.files;
    await expect(new TextDecoder().decode(file?.after)).toMatchFileSnapshot("golden/after.yaml");
    const shown = `${renderEdits(made.value.files, PLAIN)}\n${renderAdoption(made.value, PLAIN)}`;
    await expect(shown).toMatchFileSnapshot("golden/shown.txt");
    expect(made.warnings.map(({ code }) => code)).toEqual(["alias-written-out", "alias-written-out"]);
  });
});
