/** Whether two route patterns are the same, whatever their parameters are called. */
export function sameRoute(one: string, other: string): boolean {
  return nameless(one) === nameless(other);
}

function nameless(pattern: string): string {
  return pattern.replaceAll(/\{[^}]*\}/g, "{}");
}
