import { describe, expect, it } from "vitest";
import { onStage } from "./stage.ts";

const PARTS = {
  divisions: ["EMEA"],
  users: [{ email: "ada@example.com", division: "EMEA" }, { email: "bob@example.com" }],
};
const DEFINITIONS = `version: 1
users:
  ada@example.com: { title: Lead }
  bob@example.com: { title: Lead }
`;

describe("a plan", () => {
  it("says in which division its users are, although no definition does", async () => {
    await onStage({ parts: PARTS }, async ({ planned }) => {
      const { users, unread } = await planned(DEFINITIONS);
      expect(users.map(({ division }) => division?.name)).toEqual(["EMEA", "Home"]);
      expect(unread).toEqual([]);
    });
  });
});
