import { DESKS, deskSkills, leadOf, type Member, member, TEAMS } from "./people.ts";

/** How many users stand in each file of a folder. */
const USERS_PER_FILE = 1000;

export type Layout = "folder" | "one file";

/** Definition files by path. Half of the users are written as people write them, the others as `gus export` does. */
export function definitionFiles(count: number, layout: Layout): ReadonlyMap<string, string> {
  const users = Array.from({ length: count }, (_, index) => userText(index));
  const perFile = layout === "folder" ? USERS_PER_FILE : count;
  const files = Array.from({ length: Math.ceil(count / perFile) }, (_, index) => {
    const mine = users.slice(index * perFile, (index + 1) * perFile);
    return [`team${index}.yaml`, `${HEAD}users:\n${mine.join("")}`] as const;
  });
  return new Map([["profiles.yaml", profilesText()], ...files]);
}

const HEAD = `# yaml-language-server: $schema=../schema/user-state.schema.json
version: 1
defaults: { division: EMEA, profiles: [agent] }
rails: { change: 1000000 }
`;

function profilesText(): string {
  const numbers = (length: number) => Array.from({ length }, (_, index) => index);
  const desks = numbers(DESKS).map((desk) => `  desk-${desk}: { skills: ${flow(deskSkills(desk))} }`);
  const teams = numbers(TEAMS).map((team) => `  team-${team}: { manager: ${member(team).email} }`);
  const agent = "  agent: { department: Care, languages: { Spanish: 4 } }";
  return ["version: 1", "profiles:", agent, ...desks, ...teams, ""].join("\n");
}

function userText(index: number): string {
  const lead = index < TEAMS ? `    manager: ${leadOf(index) ?? "null"}\n` : "";
  return (index % 2 === 0 ? asPeopleWrite(member(index)) : asExported(member(index))) + lead;
}

function asPeopleWrite({ email, name, title, team, desk, skills, languages, phone }: Member): string {
  return `  # Desk ${desk}
  ${email}:
    profiles: [desk-${desk}, team-${team}]
    name: ${name}
    title: ${title}
    skills: ${flow(skills)}
    languages: ${flow(languages)}
    phones: { WORK: "${phone}" }
`;
}

function asExported({ email, name, title, team, desk, skills, languages, phone }: Member): string {
  return `  ${email}:
    profiles:
      - desk-${desk}
      - team-${team}
    name: ${name}
    title: ${title}
    skills:
${block(skills)}    languages:
${block(languages)}    phones:
      WORK: "${phone}"
`;
}

function flow(map: Readonly<Record<string, number>>): string {
  return `{ ${Object.entries(map)
    .map(([key, value]) => `${key}: ${value}`)
    .join(", ")} }`;
}

function block(map: Readonly<Record<string, number>>): string {
  return Object.entries(map)
    .map(([key, value]) => `      ${key}: ${value}\n`)
    .join("");
}
