import { setMaxListeners } from "node:events";

/** A signal that is aborted with the first of these, for any number of calls to listen to. */
export function joined(...signals: readonly (AbortSignal | undefined)[]): AbortSignal {
  const either = AbortSignal.any(signals.filter((signal) => signal !== undefined));
  setMaxListeners(0, either);
  return either;
}
