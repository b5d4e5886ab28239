const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A path with ids replaced, so that calls of one kind share a name: `/api/v2/users/{id}/routingskills/bulk`. */
export function routeOf(path: string): string {
  const [, ...segments] = (path.split("?")[0] ?? "").split("/");
  return segments.map((segment, i) => `/${i > 1 && isId(segment) ? "{id}" : segment}`).join("");
}

/** Route words of the API hold no digits, at signs or escapes after `/api/v2`; ids do. */
function isId(segment: string): boolean {
  return UUID.test(segment) || /[\d@%]/.test(segment);
}
