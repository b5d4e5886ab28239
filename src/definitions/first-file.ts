/** The JSON Schema as it lies in a project that has installed gus, seen from the folder of the definitions. */
const SCHEMA = "../node_modules/genesys-user-state/schema/user-state.schema.json";

/** A definition file to begin with. It manages nobody yet, so that it may stay beside what `gus export` writes. */
export const FIRST_FILE = `# yaml-language-server: $schema=${SCHEMA}
# Users of Genesys Cloud as they should be. What stands nowhere is left as it is; null clears.
version: 1

# Under every user of this file; what a user says wins.
defaults: { profiles: [agent] }

profiles:
  agent: { department: Customer Care }

# By the login e-mail of somebody who exists. \`gus export --dir definitions\` writes down everybody, in other files.
# users:
#   ada@example.com:
#     title: Agent
`;
