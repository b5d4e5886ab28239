/** A time in ISO 8601 and UTC to the minute, as people read it: what else was going on then is found by it. Other texts stay. */
export function minuteOf(iso: string): string {
  return iso.replace(/^([\d-]+)T(\d\d:\d\d).*Z$/, "$1 $2 UTC");
}
