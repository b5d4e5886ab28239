import type { Person } from "./build.ts";
import { CARE_PEOPLE } from "./example-care.ts";
import type { Job } from "./example-jobs.ts";
import { SALES_PEOPLE } from "./example-sales.ts";

/** The users of definitions/ before the definitions are applied: most of them differ a little from what these ask for. */
export const EXAMPLE_PEOPLE: readonly Person[] = Object.entries({ ...CARE_PEOPLE, ...SALES_PEOPLE }).map(
  ([email, [name, jobs, own]]) => ({ email, name, ...[...jobs, own].reduce(together) }),
);

/** Skills and languages add up by name, as they do in the definitions; anything else is replaced. */
function together(one: Job, other: Job): Job {
  const skills = { ...one.skills, ...other.skills };
  return { ...one, ...other, skills, languages: { ...one.languages, ...other.languages } };
}
