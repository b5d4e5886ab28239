import { placeOf, type Spot } from "./source.ts";

/** Where the other of two rivals is, as the end of a sentence. */
export function stands(spot: Spot): string {
  const { file, line } = placeOf(spot);
  return `stands at ${file}:${line}`;
}
