import type { Registry } from "../fields/registry.ts";

/** The `expand` parameter that makes the API return these fields; undefined when the plain answer has them all. */
export function expandFor(registry: Registry, fields: ReadonlySet<string>): string | undefined {
  const values = [...registry.values()]
    .filter((field) => fields.has(field.name))
    .map((field) => field.expand);
  const wanted = values.filter((value) => value !== undefined).toSorted();
  return wanted.length === 0 ? undefined : wanted.join(",");
}
