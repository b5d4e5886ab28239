const GROUPED = new Intl.NumberFormat("en-US");

/** A number as people read it: `2,000`. */
export function figure(count: number): string {
  return GROUPED.format(count);
}

/** A number with its noun in the right form: `1 user`, `2,000 users`, `2 fixes`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${figure(count)} ${count === 1 ? one : many}`;
}

/** A length of time from whole seconds: `9 s`, `1 min 22 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole === 0) return "less than 1 s";
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return parts(Math.floor(whole / 60), "min", whole % 60, "s");
  const minutes = Math.round(whole / 60);
  return parts(Math.floor(minutes / 60), "h", minutes % 60, "min");
}

function parts(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0
    ? `${figure(large)} ${largeUnit}`
    : `${figure(large)} ${largeUnit} ${small} ${smallUnit}`;
}

/** A sentence with its full stop, so that another may follow. */
export function fullStop(sentence: string): string {
  return sentence === "" || /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

/** Most items that a sentence names. */
const NAMED = 5;

/** The first few of them in order, and how many more: `a, b and 7 more`. */
export function someOf(items: readonly string[]): string {
  const named = items.toSorted().slice(0, NAMED);
  const more = items.length - named.length;
  return more > 0 ? `${named.join(", ")} and ${counted(more, "more", "more")}` : listed(named);
}
