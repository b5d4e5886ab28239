import type { Schedule } from "../draw/schedule.ts";

/** A schedule in a few lines, for whoever replays it. */
export function showSchedule(schedule: Schedule): string {
  const { seed, people, wishes, strikes, edits, deaths, ...settings } = schedule;
  const lines = [
    `Seed ${seed}: ${people.length} users`,
    `wishes    ${JSON.stringify(wishes)}`,
    `settings  ${JSON.stringify(settings)}`,
    ...strikes.map(
      ({ effect, words, ...where }) =>
        `fault     ${words ?? JSON.stringify(effect)} ${JSON.stringify(where)}`,
    ),
    ...edits.map(({ at, who, words }) => `edit      at ${at / 1000} s: ${words} of ${who}`),
    ...deaths.map(
      ({ places, nth, kept, torn }) =>
        `death     at step ${nth} of ${places.join(", ")}; kept ${kept}, torn ${torn}`,
    ),
  ];
  return lines.join("\n");
}
