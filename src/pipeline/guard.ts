import type { Surroundings } from "./connection.ts";

/** The same options with a listener that cannot end a run: telling must never stop or blur what is done. */
export function guarded<T extends Surroundings>(options: T): T {
  const onEvent: Surroundings["onEvent"] = (event) => {
    try {
      options.onEvent(event);
    } catch {
      // Whoever listens has to look after their own faults.
    }
  };
  return { ...options, onEvent };
}
