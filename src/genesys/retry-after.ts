/** Where a `Retry-After` was read: the wall clock on arrival, and the answer's own `Date` header. */
export interface Arrival {
  readonly nowMs: number;
  readonly date?: string | undefined;
}

const DATE = /^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? |^\d{4}-\d\d-\d\dt/i;

/**
 * How long a `Retry-After` asks to wait, in milliseconds, whole seconds rounded up.
 * Takes seconds (what Genesys sends since November 2021), an HTTP or ISO date, and an epoch in seconds or milliseconds; points in time
 * count from the answer's `Date`, so that a wrong clock here does no harm. Zero, the past and other text are undefined, as if missing.
 */
export function retryAfterMs(value: string | undefined, arrival: Arrival): number | undefined {
  const text = value?.trim() ?? "";
  const ms = /^\d+(\.\d+)?$/.test(text) ? fromNumber(Number(text), arrival) : fromDate(text, arrival);
  if (ms === undefined || !(ms > 0)) return undefined;
  return Math.ceil(ms / 1000) * 1000;
}

/** The wait that the message of a 429 names: "Retry the request in [42] seconds". */
export function retryAfterInWords(message: string): string | undefined {
  return /retry the request in \[(\d+)\] seconds/i.exec(message)?.[1];
}

/** No wait in seconds is this long (over 30 years): from here on a number is a point in time. */
const EPOCH_SECONDS = 1e9;
const EPOCH_MS = 1e11;
/** November 2286; beyond it a number is noise. */
const LATEST_MS = 1e13;

function fromNumber(number: number, arrival: Arrival): number | undefined {
  if (number >= LATEST_MS) return undefined;
  if (number >= EPOCH_MS) return number - sentAt(arrival);
  return number >= EPOCH_SECONDS ? number * 1000 - sentAt(arrival) : number * 1000;
}

function fromDate(text: string, arrival: Arrival): number | undefined {
  const at = DATE.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : at - sentAt(arrival);
}

function sentAt(arrival: Arrival): number {
  const date = Date.parse(arrival.date ?? "");
  return Number.isNaN(date) ? arrival.nowMs : date;
}
