import { type Field, isKeyed } from "./field.ts";
import { writtenSchema } from "./written-schema.ts";

/** Why cells, as they would be written down, break the rules of the definitions; undefined when they keep them. */
export function breaksRules(
  field: Field,
  cells: readonly { readonly key?: string; readonly value: unknown }[],
): string | undefined {
  if (cells.length === 0) return undefined;
  const keyed = cells.map(({ key, value }) => [key ?? "", plain(value)] as const);
  const written = isKeyed(field) ? Object.fromEntries(keyed) : cells[0]?.value;
  const issue = writtenSchema(field).safeParse(written).error?.issues[0];
  return (
    issue &&
    `${[field.name, ...issue.path.map(String)].join(".")} holds what definitions do not allow (wanted: ${issue.message})`
  );
}

/** A contact as it is written: without what is merely carried along, and as a bare text when nothing else is left. */
function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const { countryCode: _code, integration: _integration, ...rest } = value as Record<string, unknown>;
  const texts = Object.entries(rest);
  return texts.length === 1 && !("extension" in rest) ? texts[0]?.[1] : rest;
}
