import { asScalar, quoted } from "../quote.ts";
import { type Data, isDataList, isDataMap } from "./data.ts";

/** How a neighbour is quoted: with that sign, or as needed. */
export type Quoting = '"' | "'" | "as needed";

export function quotingAt(text: string, offset: number): Quoting {
  const sign = text[offset];
  return sign === '"' || sign === "'" ? sign : "as needed";
}

/** Data on one line, in brackets where it is a map or a list. */
export function inline(data: Data, quoting: Quoting): string {
  if (typeof data === "string") return scalar(data, quoting);
  if (isDataList(data)) return `[${data.map((item) => inline(item, quoting)).join(", ")}]`;
  if (!isDataMap(data)) return String(data);
  const entries = Object.entries(data).map(([key, value]) => pair(key, value, quoting));
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

export function pair(key: string, value: Data, quoting: Quoting): string {
  return `${scalar(key, quoting)}: ${inline(value, quoting)}`;
}

export function scalar(text: string, quoting: Quoting): string {
  if (quoting === '"') return quoted(text);
  const standsAsItIs = quoted(text) === `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
  return quoting === "'" && standsAsItIs ? `'${text.replaceAll("'", "''")}'` : asScalar(text);
}
