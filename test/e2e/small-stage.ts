import { onStage, type Stage } from "./stage.ts";

/** Two users, one of them with live values that no definition holds. */
export const PARTS = {
  users: [
    { email: "ada@example.com", name: "Ada Lovelace", title: "Secret title", manager: "bob@example.com" },
    { email: "bob@example.com", name: "Bob Byron", title: "Agent" },
  ],
};
/** Gives both users another title. */
export const DEFINITIONS = `version: 1
users:
  ada@example.com: { title: Lead }
  bob@example.com: { title: Lead }
`;

/** Acts on a stage with these users and, as `users.yaml`, these definitions. */
export async function onSmallStage(act: (stage: Stage) => Promise<void>): Promise<void> {
  await onStage({ parts: PARTS }, async (stage) => {
    await stage.write("users.yaml", DEFINITIONS);
    await act(stage);
  });
}
