import { skillsAfter, type Work } from "./work.ts";

/** The work as a definition file: every active user of the organisation with title and skills, half of them as they are already. */
export function workAsYaml({ world, wishes }: Work): string {
  const names = new Map(world.skills.map(({ id, name }) => [id, name]));
  const wishOf = new Map(wishes.map((wish) => [wish.userId, wish]));
  const active = world.users.filter(({ state }) => state === "active");
  const entries = active.map((user) => {
    const wish = wishOf.get(user.id);
    const skills = wish ? skillsAfter(user.skills, wish) : user.skills;
    const named = Object.fromEntries(skills.map(({ id, proficiency }) => [names.get(id) ?? id, proficiency]));
    const title = wish?.title ?? user.title;
    return `  ${JSON.stringify(user.email)}: ${JSON.stringify({ ...(title === undefined ? {} : { title }), skills: named })}\n`;
  });
  return `version: 1\nusers:\n${entries.join("")}`;
}
