import picomatch from "picomatch";
import { listed } from "../model/figures.ts";
import type { Problem } from "../model/problem.ts";
import type { DesiredUser } from "../model/state.ts";

/** The users whose e-mail matches one of the globs, without case; everybody when there is none. */
export function selectUsers(users: readonly DesiredUser[], globs: readonly string[]): readonly DesiredUser[] {
  return users.filter(({ email }) => matchesGlobs(email, globs));
}

export function matchesGlobs(email: string, globs: readonly string[]): boolean {
  return globs.length === 0 || picomatch.isMatch(email, [...globs], { nocase: true, dot: true });
}

export function nobodySelected(globs: readonly string[]): Problem {
  const message = `Nobody's e-mail matches ${listed(globs)}`;
  return {
    code: "nobody-selected",
    message,
    fix: "Correct --select; it takes globs such as 'ada@*' or '*@example.com'",
  };
}
