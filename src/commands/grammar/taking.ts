import type { Command } from "commander";

/** Adds groups of flags to a command, in the order in which its help shows them. */
export function taking(command: Command, ...groups: readonly ((command: Command) => Command)[]): Command {
  return groups.reduce((taker, add) => add(taker), command);
}
